package io.checkoutsuite.payment.authorization;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentSettingsTests {

    @ParameterizedTest
    @ValueSource(strings = {"wire", "WIRE TRANSFER", "GIFT-CARD"})
    void a_pending_type_that_no_cart_can_have_is_refused(String type) {
        assertThatThrownBy(() -> PaymentSettingsFixture.with(Map.of("pending-types", type)))
                .hasStackTraceContaining("suite.payment.pending-types: a type must have 1 to 40 capital letters");
    }
}
