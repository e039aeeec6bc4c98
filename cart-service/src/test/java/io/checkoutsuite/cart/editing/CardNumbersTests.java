package io.checkoutsuite.cart.editing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTests {

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"})
    void card_numbers_are_recognised_spaced_or_not(String number) {
        assertThat(CardNumbers.looksLikeOne(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_approve", "4111111111111112", "123", "pm_4111111111111111", ""})
    void tokens_and_wrong_check_digits_are_not(String token) {
        assertThat(CardNumbers.looksLikeOne(token)).isFalse();
    }
}
