package io.checkoutsuite.cart.remote;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.cart.checkout.CheckoutSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PaymentTimeoutCheckTests {

    private static void started(String paymentTimeout) {
        Binder settings = new Binder(new MapConfigurationPropertySource(Map.of(
                "suite.cart.payment-timeout", paymentTimeout,
                "suite.checkout.deadline", "20s",
                "suite.checkout.abandon-after", "2m")));
        new PaymentTimeoutCheck(
                settings.bindOrCreate("suite.cart", RemoteSettings.class),
                settings.bindOrCreate("suite.checkout", CheckoutSettings.class));
    }

    @Test
    void a_time_out_that_outlasts_the_attempt_is_refused() {
        assertThatThrownBy(() -> started("50s"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("suite.cart.payment-timeout", "PT50S", "abandon-after");
    }

    @Test
    void a_shorter_one_is_not() {
        assertThatCode(() -> started("49s")).doesNotThrowAnyException();
        assertThatCode(() -> started("10s")).doesNotThrowAnyException();
    }
}
