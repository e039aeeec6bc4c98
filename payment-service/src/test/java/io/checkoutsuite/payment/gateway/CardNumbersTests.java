package io.checkoutsuite.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "378282246310005",
                "6304000000000000",
                "my card: 5555 5555 5555 4444, thanks",
                "4222222222222"
            })
    void a_card_number_is_recognized(String text) {
        assertThat(CardNumbers.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "tok_4111111111111111",
                "tok_approve",
                "12 High Street, LS1 1AA",
                "550e8400-e29b-41d4-a716-446655440000",
                "41111111111",
                ""
            })
    void other_texts_are_left_alone(String text) {
        assertThat(CardNumbers.isIn(text)).isFalse();
    }

    @Test
    void no_text_has_no_card_number() {
        assertThat(CardNumbers.isIn(null)).isFalse();
    }

    @Test
    void a_token_does_not_show_itself() {
        assertThat(new Token("tok_secret").toString()).doesNotContain("secret");
    }
}
