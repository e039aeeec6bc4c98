package io.checkoutsuite.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import java.util.Currency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountsTests {

    @ParameterizedTest
    @CsvSource({
        "10.99, GBP, 1099",
        "0.50, USD, 50",
        "500, JPY, 500",
        "500, KRW, 500",
        "7000, VND, 7000",
        "12.340, KWD, 12340",
        "5.120, BHD, 5120",
        "0.010, TND, 10",
        "5, ISK, 500",
        "5, UGX, 500",
        "300.00, MGA, 300",
        "1000.50, HUF, 100050",
        "999999999.99, GBP, 99999999999"
    })
    void an_amount_has_as_many_decimals_as_stripe_gives_its_currency(String amount, String currency, long units) {
        Money money = Money.of(amount, currency);

        assertThat(StripeAmounts.minorUnits(money)).hasValue(units);
        assertThat(StripeAmounts.money(units, Currency.getInstance(currency))).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({
        "5.124, KWD",
        "0.001, BHD",
        "300.50, MGA",
        "0.00, GBP",
        "-1.00, GBP",
        "99999999999.99, GBP",
        "1000000000000, JPY"
    })
    void an_amount_that_cannot_be_paid_exactly_is_not_rounded(String amount, String currency) {
        assertThat(StripeAmounts.minorUnits(Money.of(amount, currency))).isEmpty();
    }
}
