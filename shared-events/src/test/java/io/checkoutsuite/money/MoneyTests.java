package io.checkoutsuite.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class MoneyTests {

    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @CsvSource({"5,JPY,5", "12.5,GBP,12.50", "12.50,GBP,12.50", "1.234,BHD,1.234", "-3,EUR,-3.00"})
    void an_amount_is_held_and_written_at_its_currencys_decimals(String amount, String currency, String written) {
        assertThat(json.writeValueAsString(Money.of(amount, currency)))
                .isEqualTo("{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(written, currency));
    }

    @ParameterizedTest
    @CsvSource({"1.5,JPY", "0.001,GBP", "1.2345,BHD", "1,XXX", "1e30,GBP", "1e2147483648,GBP", "0e2147483648,GBP"})
    void what_is_no_amount_of_its_currency_cannot_be_built(String amount, String currency) {
        assertThatThrownBy(() -> Money.of(amount, currency)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sums_are_exact() {
        Money sum = Money.zero(Currency.getInstance("GBP"));
        for (int i = 0; i < 1000; i++) {
            sum = sum.plus(Money.of("0.10", "GBP"));
        }

        assertThat(sum).isEqualTo(Money.of("100.00", "GBP"));
    }

    @Test
    void percentages_are_rounded_half_up_at_the_currencys_decimals() {
        assertThat(Money.of("0.25", "GBP").percent(new BigDecimal("10"))).isEqualTo(Money.of("0.03", "GBP"));
        assertThat(Money.of("15", "JPY").percent(new BigDecimal("10"))).isEqualTo(Money.of("2", "JPY"));
    }

    @Test
    void different_currencies_are_neither_added_nor_compared() {
        assertThatThrownBy(() -> Money.of("1", "GBP").plus(Money.of("1", "EUR")))
                .hasMessageContaining("GBP and EUR");
        assertThatThrownBy(() -> Money.of("1", "GBP").compareTo(Money.of("1", "EUR")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
