package io.checkoutsuite.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchmarkTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--floor 3",
                "--floor 3 --mode submit --rate 5",
                "--floor 3 --mode submit --before .",
                "--profile --before .",
                "--profile --floor 3 --mode submit",
                "--processors -1",
                "--processors 100000",
                "--processors 1 --floor 3 --mode submit",
                "--broker-outage 5",
                "--stored 10 --sizes 1",
                "--stored 10 --copied 1",
                "--copied 10 --sizes 1",
                "--copied 10,5",
                "--copied -1",
                "--copied 10 --warm-up 0",
                "--carts file --sizes 1",
                "--carts file --lines 1"
            })
    void options_that_contradict_each_other_are_refused_before_anything_is_started(String options) {
        StringWriter errors = new StringWriter();
        CommandLine command = Benchmark.commandLine().setErr(new PrintWriter(errors));

        assertThat(command.execute(options.split(" "))).isEqualTo(2);
        assertThat(errors.toString()).contains("--floor", "Usage: scripts/benchmark");
        assertThat(errors.toString().lines().findFirst().orElseThrow())
                .containsAnyOf(
                        "not both",
                        "not with both",
                        "not for two",
                        "must not decrease",
                        "needs a --warm-up",
                        "neither",
                        "no such number",
                        "allows no --processors",
                        "needs --mode submit",
                        "needs --service-processes");
    }
}
