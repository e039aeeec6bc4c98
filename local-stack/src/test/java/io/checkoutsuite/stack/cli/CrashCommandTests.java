package io.checkoutsuite.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class CrashCommandTests {

    // The log file outlives the test.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path home;

    @Test
    void everything_is_killed_twice_and_every_promise_is_kept() {
        CommandResult crash = CommandResult.run(home, "crash", "--lease", "14");

        assertThat(crash.code()).as(crash.out()).isZero();
        assertThat(crash.out())
                .containsSubsequence(
                        "kill -9: services, broker, database",
                        "lease expired: resumed and completed",
                        "COMPLETED",
                        "same submit: order",
                        "kill -9 right after the response",
                        "COMPLETED")
                .contains("✔ G1", "✔ G2", "✔ G3", "✔ G4", "✔ G5", "✔ G6")
                .doesNotContain("!!", "✘");
    }
}
