package io.checkoutsuite.cart.remote;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.cart.compensation.CompensationSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LeaseDurationCheckTests {

    private static void started(Map<String, String> properties) {
        Binder settings = new Binder(new MapConfigurationPropertySource(properties));
        new LeaseDurationCheck(
                settings.bindOrCreate("suite.cart", RemoteSettings.class),
                settings.bindOrCreate("suite.checkout.compensation", CompensationSettings.class));
    }

    @Test
    void a_lease_that_a_compensation_could_outlast_is_refused() {
        assertThatThrownBy(() -> started(Map.of("suite.cart.payment-timeout", "21s")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "suite.checkout.compensation.lease", "PT40S", "suite.cart.payment-timeout", "PT21S", "PT42S");
        assertThatThrownBy(() -> started(Map.of("suite.checkout.compensation.lease", "19s")))
                .hasMessageContainingAll("suite.checkout.compensation.lease", "PT19S", "PT20S");
        assertThatThrownBy(() -> started(Map.of("suite.cart.timeout", "21s")))
                .hasMessageContainingAll("suite.checkout.compensation.lease", "suite.cart.timeout", "PT42S");
    }

    @Test
    void a_lease_of_no_time_is_refused() {
        assertThatThrownBy(() -> started(Map.of("suite.checkout.compensation.lease", "0s")))
                .rootCause()
                .hasMessageContainingAll("suite.checkout.compensation", "lease", "PT0S");
    }

    @Test
    void a_lease_of_two_calls_is_enough() {
        assertThatCode(() -> started(Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> started(Map.of("suite.checkout.compensation.lease", "20s")))
                .doesNotThrowAnyException();
    }
}
