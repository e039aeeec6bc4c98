package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./suite crash} in a JVM of its own, as the script does. */
class CrashCommandTests {

    // The log file outlives the test.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path home;

    @Test
    void everything_is_killed_twice_and_every_promise_is_kept() throws IOException, InterruptedException {
        Process crash = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ReservedCodeCacheSize=240m",
                        "-XX:MetaspaceSize=256m",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dstdout.encoding=UTF-8",
                        "-Dsuite.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.checkoutsuite.stack.cli.Suite",
                        "crash",
                        "--lease",
                        "14")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(crash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(crash.waitFor()).as(output).isZero();
        assertThat(output)
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
