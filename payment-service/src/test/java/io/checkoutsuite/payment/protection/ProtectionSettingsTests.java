package io.checkoutsuite.payment.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.checkoutsuite.payment.protection.ProtectionSettings.Limits;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectionSettingsTests {

    private static final ScriptedGateway GATEWAY = new ScriptedGateway(Duration.ofSeconds(1));

    @Test
    void every_remote_gateway_has_limits() {
        ProtectionSettings settings = ProtectionSettingsFixture.with(Map.of());

        assertThat(settings.of(GATEWAY)).contains(new Limits(50, 20, 10, Duration.ofSeconds(10), 3, 100, 50, 50));
        assertThat(settings.of(new OfflineGateway())).isEmpty();
    }

    @Test
    void a_gateway_may_have_limits_of_its_own_and_shares_the_others() {
        ProtectionSettings settings = ProtectionSettingsFixture.with(Map.of(
                "failure-rate", "40",
                "gateways.scripted.authorizations-per-second", "7",
                "gateways.scripted.open-for", "30s"));

        assertThat(settings.of(GATEWAY)).contains(new Limits(40, 20, 10, Duration.ofSeconds(30), 3, 7, 50, 50));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failure-rate | 0 | failure-rate must be from 1 to 100",
                "failure-rate | 101 | failure-rate must be from 1 to 100",
                "window | 0 | window must be at least 1",
                "window | 9 | minimum-calls must be from 1 to window, which is 9",
                "minimum-calls | 0 | minimum-calls must be from 1 to window",
                "open-for | 0s | open-for must be from 1ms to 1h",
                "open-for | 2h | open-for must be from 1ms to 1h",
                "trial-calls | 0 | trial-calls must be at least 1",
                "authorizations-per-second | 0 | authorizations-per-second must be at least 1",
                "concurrent-authorizations | 0 | concurrent-authorizations must be at least 1",
                "concurrent-operations | 0 | concurrent-operations must be at least 1"
            })
    void a_limit_that_cannot_work_is_refused_by_name(String name, String value, String message) {
        assertThatThrownBy(() -> ProtectionSettingsFixture.with(Map.of(name, value)))
                .hasStackTraceContaining("suite.payment.protection." + message);
        assertThatThrownBy(() -> ProtectionSettingsFixture.with(Map.of("gateways.scripted." + name, value)))
                .hasStackTraceContaining("suite.payment.protection.gateways.scripted." + message);
    }

    @Test
    void limits_of_a_gateway_that_does_not_exist_are_refused() {
        ProtectionSettings misspelt = ProtectionSettingsFixture.with(Map.of("gateways.scriptd.window", "10"));

        assertThatThrownBy(() -> new ProtectionSettingsValidator(misspelt, List.of(GATEWAY, new OfflineGateway())))
                .isInstanceOf(UnusableSettingsException.class)
                .hasMessage(
                        "suite.payment.protection.gateways has settings for scriptd, but the gateways are offline, scripted");
        assertThatCode(() -> new ProtectionSettingsValidator(
                        ProtectionSettingsFixture.with(Map.of("gateways.scripted.window", "10")), List.of(GATEWAY)))
                .doesNotThrowAnyException();
    }
}
