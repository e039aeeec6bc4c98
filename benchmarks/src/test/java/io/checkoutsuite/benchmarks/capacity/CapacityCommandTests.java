package io.checkoutsuite.benchmarks.capacity;

import static io.checkoutsuite.benchmarks.capacity.ReportStep.HOT;
import static io.checkoutsuite.benchmarks.capacity.ReportStep.ONE_PROCESSOR;
import static io.checkoutsuite.benchmarks.capacity.ReportStep.PROCESSES;
import static io.checkoutsuite.benchmarks.capacity.ReportStep.SEQUENCE;
import static io.checkoutsuite.benchmarks.capacity.ReportStep.TWO_PROCESSORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.benchmarks.suite.Layout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CapacityCommandTests {

    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void a_complete_report_says_what_each_rate_needs() {
        completeReport();

        assertThat(exitCode()).isZero();
        assertThat(lines())
                .containsSubsequence(
                        "2 × Processor, 8 GiB, Linux, JVM",
                        "carts of 1 line",
                        "processes.json              suite 0123456789, 5.0 orders/s, 30 % of the processors busy, load average before: 0.5",
                        "needed for so many checkouts per second; the figures left of them are of one checkout",
                        "instances of 4 cores                      CPU ms       1,000/s      10,000/s     100,000/s",
                        "cart                                       48.00            20           200         2,000",
                        "order                                      24.00            10           100         1,000",
                        "payment                                     0.00             2             2             2",
                        "broker                                     12.00             5            50           500",
                        "document server                            16.00             7            67           667",
                        "cores of all of them                      100.00           192         1,692        16,692",
                        "shards of a database             reads    writes       1,000/s      10,000/s     100,000/s",
                        "cart                              3.00      5.00             1             3            25",
                        "order                             0.00      2.00             1             1            10",
                        "writes/s of all of them           3.00      7.00         7,000        70,000       700,000",
                        "partitions of a topic                         ms       1,000/s      10,000/s     100,000/s",
                        "checkoutCompletion                         30.00            50           500         5,000",
                        "one product                             orders/s       1,000/s      10,000/s     100,000/s",
                        "largest share of checkouts                 20.00       2.000 %       0.200 %       0.020 %");
    }

    @Test
    void a_complete_report_says_what_saturates_first_and_what_a_core_does() {
        completeReport();

        assertThat(exitCode()).isZero();
        assertThat(lines())
                .containsSubsequence(
                        "          20.0  one product that every checkout contains, at least",
                        "          83.3  cart, one instance of 4 cores",
                        "         133.3  checkoutCompletion, 4 partitions",
                        "         166.7  order, one instance of 4 cores",
                        "         250.0  document server, one instance of 4 cores",
                        "         333.3  broker, one instance of 4 cores",
                        "       4,000.0  cart, one shard of its database",
                        "      10,000.0  order, one shard of its database",
                        "checkouts per hour and core, if it is used to 60 %",
                        "        21,600  each service in a process of its own: 100.00 ms of processor time each",
                        "        43,200  everything in one JVM: 50.00 ms of processor time each",
                        "scaling, orders/s on two processors to one: 1.80 (10.8 to 6.0)");
    }

    @Test
    void the_assumptions_name_the_figures_that_were_used() {
        completeReport();

        assertThat(exitCode("--utilisation", "50", "--shard-writes", "3000")).isZero();
        assertThat(output.toString())
                .contains(
                        "cores are used to 50 %",
                        "10.00 ms of the compiler",
                        "one sustains 3,000 write commands/s",
                        "all of them 50 % of the time",
                        "A topic has 4 partitions unless changed");
    }

    @Test
    void options_replace_what_was_measured_or_assumed() {
        completeReport();

        assertThat(exitCode(
                        "--utilisation", "80", "--cores", "2", "--shard-writes", "1000", "--listener-millis", "1.6"))
                .isZero();
        assertThat(lines())
                .containsSubsequence(
                        "cart                                       48.00            30           300         3,000",
                        "cart                              3.00      5.00             5            50           500",
                        "checkoutCompletion                          1.60             2            20           200");
    }

    @Test
    void what_was_not_measured_is_named() {
        new MeasuredReport(directory).processes();

        assertThat(exitCode()).isZero();
        assertThat(lines())
                .containsSubsequence(
                        "sequence.json               not measured",
                        "one-buyer.json              not measured",
                        "checkoutCompletion                                not measured  not measured  not measured",
                        "largest share of checkouts                        not measured  not measured  not measured",
                        "  not measured  partitions of checkoutCompletion",
                        "  not measured  one product",
                        "  not measured  everything in one JVM",
                        "scaling, orders/s on two processors to one: not measured");
    }

    @Test
    void the_time_for_an_event_is_unknown_if_orders_were_applied_before_their_responses() {
        new MeasuredReport(directory).processes().oneBuyer(0);

        assertThat(exitCode()).isZero();
        assertThat(lines())
                .contains("checkoutCompletion                                not measured  not measured  not measured");
    }

    @Test
    void there_is_no_model_without_the_processes() {
        new MeasuredReport(directory).inOneProcess(SEQUENCE, 10, 100);

        assertThat(exitCode()).isEqualTo(2);
        assertThat(errors.toString().lines().toList())
                .containsExactly("There is no " + directory.resolve("processes.json") + ": scripts/benchmark-report "
                        + directory + " processes measures it.");
        assertThat(output.toString()).isEmpty();
    }

    @Test
    void the_processes_must_have_been_measured_in_processes_of_their_own() {
        new MeasuredReport(directory).inOneProcess(PROCESSES, 10, 100);

        assertThat(exitCode()).isEqualTo(2);
        assertThat(errors.toString().lines().toList())
                .containsExactly(directory.resolve("processes.json") + " is not a result of --service-processes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"comparison\": {}}"})
    void a_file_that_is_no_result_is_named(String text) {
        new MeasuredReport(directory).processes().write(HOT, text);

        assertThat(exitCode()).isEqualTo(2);
        assertThat(errors.toString().lines().toList())
                .singleElement()
                .asString()
                .startsWith(directory.resolve("hot.json") + " is not a result of scripts/benchmark: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "machine", "workload", "windows"})
    void a_file_without_what_is_used_is_no_result(String missing) {
        new MeasuredReport(directory).processes().change(PROCESSES, result -> result.without(missing));

        assertThat(exitCode()).isEqualTo(2);
        assertThat(errors.toString()).contains("is not a result of scripts/benchmark: ", missing);
    }

    @Test
    void a_result_of_another_build_may_lack_what_is_not_used_and_contain_other_things() {
        new MeasuredReport(directory)
                .inOneProcess(HOT, 20, 50)
                .change(
                        HOT,
                        result -> result.without(List.of("scenario", "idle", "guarantees"))
                                .put("unknown", 1))
                .processes();

        assertThat(exitCode()).isZero();
        assertThat(lines()).contains("          20.0  one product that every checkout contains, at least");
    }

    @Test
    void a_result_without_a_measured_time_is_named() {
        new MeasuredReport(directory).processes().write(HOT, Layout.ONE_PROCESS);

        assertThat(exitCode()).isEqualTo(2);
        assertThat(errors.toString().lines().toList())
                .containsExactly(directory.resolve("hot.json") + " contains no measured time.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--utilisation 0",
                "--utilisation 101",
                "--cores 0",
                "--shard-writes 0",
                "--listener-millis 0",
                "--listener-millis NaN"
            })
    void an_impossible_option_is_refused(String option) {
        completeReport();

        assertThat(exitCode(option.split(" "))).isEqualTo(2);
        assertThat(errors.toString())
                .contains("Usage: scripts/benchmark capacity")
                .satisfies(text ->
                        assertThat(text.lines().findFirst().orElseThrow()).contains(option.split(" ")[0]));
        assertThat(output.toString()).isEmpty();
    }

    private void completeReport() {
        new MeasuredReport(directory)
                .processes()
                .oneBuyer(30)
                .inOneProcess(SEQUENCE, 10, 50)
                .inOneProcess(ONE_PROCESSOR, 6, 50)
                .inOneProcess(TWO_PROCESSORS, 10.8, 50)
                .inOneProcess(HOT, 20, 50);
    }

    private int exitCode(String... options) {
        CommandLine command =
                CapacityCommand.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(errors, true));
        return command.execute(Stream.concat(Stream.of(directory.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private List<String> lines() {
        return output.toString().lines().toList();
    }
}
