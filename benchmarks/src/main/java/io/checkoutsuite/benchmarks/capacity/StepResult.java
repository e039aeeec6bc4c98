package io.checkoutsuite.benchmarks.capacity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.benchmarks.report.RunResult;
import io.checkoutsuite.benchmarks.report.WindowResult;
import io.checkoutsuite.stack.client.SuiteClient;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/** What is used of a stored {@link RunResult}; nothing else is read, so that it may be one of another build. */
record StepResult(
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) Machine machine,
        @JsonProperty(required = true) String workload,
        @JsonProperty(required = true) List<WindowResult> windows) {

    /** @throws IllegalArgumentException if the file is not a result */
    static StepResult read(Path file) {
        StepResult result;
        try {
            result = SuiteClient.JSON.readValue(file, StepResult.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " is not a result of scripts/benchmark: " + e.getOriginalMessage(), e);
        }
        if (result.windows().isEmpty()) {
            throw new IllegalArgumentException(file + " contains no measured time.");
        }
        return result;
    }

    /** The figures, of the last window if there are several. */
    WindowResult window() {
        return windows.getLast();
    }

    /** How much of the machine's processors was used meanwhile, by the suite, the buyers and everything else. */
    double busyPercent() {
        Used perOrder = window().perOrder();
        double millis = perOrder.suiteCpuMillis() + perOrder.generatorCpuMillis() + perOrder.otherCpuMillis();
        return millis * window().orders() / (perOrder.seconds() * 10 * machine.processors());
    }
}
