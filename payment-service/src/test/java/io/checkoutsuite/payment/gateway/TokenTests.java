package io.checkoutsuite.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTests {

    @Test
    void a_token_does_not_show_itself() {
        assertThat(new Token("tok_secret").toString()).doesNotContain("secret");
    }
}
