package io.checkoutsuite.operations.remote;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.operations.replay.ReplaySettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReplayLeaseCheckTests {

    private static void started(Map<String, String> properties) {
        Binder settings = new Binder(new MapConfigurationPropertySource(properties));
        new ReplayLeaseCheck(
                settings.bindOrCreate("suite.operations", RemoteSettings.class),
                settings.bindOrCreate("suite.replay", ReplaySettings.class));
    }

    @Test
    void a_lease_of_replays_that_a_call_could_outlast_is_refused() {
        assertThatThrownBy(() -> started(Map.of("suite.replay.lease", "23s")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "suite.replay.lease", "PT23S", "suite.operations.publication-timeout", "PT12S", "PT24S");
        assertThatThrownBy(() -> started(Map.of("suite.operations.history-timeout", "16s")))
                .hasMessageContainingAll("PT30S", "suite.operations.history-timeout", "PT32S");
    }

    @Test
    void a_lease_of_two_calls_is_enough() {
        assertThatCode(() -> started(Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> started(Map.of("suite.replay.lease", "24s"))).doesNotThrowAnyException();
    }
}
