package io.checkoutsuite.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTextTests {

    private static final String MILLION_DIGITS = "9".repeat(1_000_000);

    @Test
    void text_that_is_longer_than_any_value_is_not_read_and_not_quoted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedText.decimal(MILLION_DIGITS))
                .isNotInstanceOf(NumberFormatException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(100));
        assertThatIllegalArgumentException().isThrownBy(() -> BoundedText.instant(MILLION_DIGITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000000000",
                "1e2147483647",
                "1e2147483648",
                "1e-2147483647",
                "0e-1000000000",
                "0e2147483648",
                "1e41",
                "1e-41"
            })
    void a_short_text_does_not_stand_for_many_digits(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BoundedText.decimal(text));
    }

    @Test
    void what_a_checkout_has_is_read() {
        assertThat(BoundedText.decimal("-12.50")).isEqualByComparingTo("-12.5");
        assertThat(BoundedText.decimal("1e3")).isEqualByComparingTo("1000");
        assertThat(BoundedText.decimal("9".repeat(24) + ".99"))
                .isEqualByComparingTo(new BigDecimal("9".repeat(24) + ".99"));
        assertThat(BoundedText.instant("2026-01-02T03:04:05Z")).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void a_date_that_no_store_can_keep_is_refused(String text) {
        assertThatThrownBy(() -> BoundedText.instant(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_beginning_of_a_text_has_no_half_of_a_character() {
        assertThat(BoundedText.beginning(3, "abc")).isEqualTo("abc");
        assertThat(BoundedText.beginning(2, "abc")).isEqualTo("ab");
        assertThat(BoundedText.beginning(2, "a\uD83D\uDE00")).isEqualTo("a");
        assertThat(BoundedText.beginning(3, "a\uD83D\uDE00b")).isEqualTo("a\uD83D\uDE00");
    }
}
