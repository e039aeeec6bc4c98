package io.checkoutsuite.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The run that {@code scripts/fuzz} starts; {@link ResponseCheckerTests} verifies in every build that it detects faults. */
class FuzzTests {

    private static final String SECONDS = "suite.fuzz.seconds";
    private static final String SEED = "suite.fuzz.seed";

    @Test
    @EnabledIfSystemProperty(named = SECONDS, matches = "\\d+")
    void whatever_is_sent_no_service_fails_no_listener_stops_and_every_promise_is_kept() {
        long seed = Long.getLong(SEED, 1);
        Duration time = Duration.ofSeconds(Long.getLong(SECONDS));

        FuzzRun.Report report = FuzzRun.run(time, seed, Path.of("target/fuzz").toAbsolutePath());

        System.out.println(report.text());
        assertThat(report.findings())
                .as("suite.fuzz.seed=%d, see target/fuzz", seed)
                .isEmpty();
    }
}
