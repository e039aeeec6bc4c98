package io.checkoutsuite.payment.lease;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.payment.authorization.PaymentSettingsFixture;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseDurationCheckTests {

    @Test
    void a_lease_that_one_gateway_call_could_outlast_is_refused() {
        assertThatThrownBy(() -> started("39s", Duration.ofSeconds(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("suite.payment.lease", "PT39S", "slow", "PT20S", "PT40S");
    }

    @Test
    void a_lease_of_two_calls_is_enough() {
        assertThatCode(() -> started("40s", Duration.ofSeconds(20))).doesNotThrowAnyException();
    }

    private static void started(String lease, Duration timeout) {
        new LeaseDurationCheck(
                PaymentSettingsFixture.with(Map.of("lease", lease)),
                List.of(new OfflineGateway(), gatewayThatTakes(timeout)));
    }

    private static PaymentGateway gatewayThatTakes(Duration timeout) {
        return (PaymentGateway) Proxy.newProxyInstance(
                PaymentGateway.class.getClassLoader(),
                new Class<?>[] {PaymentGateway.class},
                (gateway, method, arguments) -> method.getName().equals("timeout") ? timeout : "slow");
    }
}
