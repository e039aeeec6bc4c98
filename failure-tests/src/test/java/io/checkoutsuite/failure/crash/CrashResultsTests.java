package io.checkoutsuite.failure.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.failure.crash.CrashMatrix.Extent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashResultsTests {

    private static final CrashResult KEPT = new CrashResult(
            Scenario.REFUSED,
            "cart · submit → x [carts] · before",
            Extent.ONE,
            true,
            "FAILED",
            Duration.ofMillis(1234),
            List.of());
    private static final CrashResult BROKEN = new CrashResult(
            Scenario.SUCCESS,
            "order · y",
            Extent.DATABASE,
            true,
            "order",
            Duration.ofSeconds(9),
            List.of("G1: two orders"));

    @Test
    void a_run_is_continued_with_the_results_of_its_commit(@TempDir Path directory) {
        Path file = directory.resolve("results").resolve("crash.ndjson");
        CrashResults.continued(file, "abc").add(KEPT);
        CrashResults.continued(file, "def").add(KEPT);
        CrashResults first = CrashResults.continued(file, "abc");
        first.add(BROKEN);

        CrashResults continued = CrashResults.continued(file, "abc");

        assertThat(continued.all()).containsExactly(KEPT, BROKEN);
        assertThat(continued.contain(KEPT.scenario(), KEPT.point())).isTrue();
        assertThat(continued.contain(Scenario.SUCCESS, KEPT.point())).isFalse();
        assertThat(continued.contain(BROKEN.scenario(), BROKEN.point()))
                .as("another extent")
                .isFalse();
        assertThat(CrashResults.continued(file, "new").all()).isEmpty();
    }
}
