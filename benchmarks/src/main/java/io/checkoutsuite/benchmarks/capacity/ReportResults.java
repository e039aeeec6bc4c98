package io.checkoutsuite.benchmarks.capacity;

import io.checkoutsuite.benchmarks.report.WindowResult;
import io.checkoutsuite.stack.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The results of a report; those of {@link ReportStep#PROCESSES} are always there. */
record ReportResults(Map<ReportStep, StepResult> results) {

    ReportResults {
        results = Map.copyOf(results);
    }

    /** @throws IllegalArgumentException if the result of the services' processes is missing, or if a file is not a result */
    static ReportResults read(Path directory) {
        Map<ReportStep, StepResult> results = new EnumMap<>(ReportStep.class);
        for (ReportStep step : ReportStep.values()) {
            Path file = directory.resolve(step.file());
            if (Files.exists(file)) {
                results.put(step, StepResult.read(file));
            }
        }
        StepResult processes = results.get(ReportStep.PROCESSES);
        Path file = directory.resolve(ReportStep.PROCESSES.file());
        if (processes == null) {
            throw new IllegalArgumentException("There is no " + file + ": scripts/benchmark-report " + directory + " "
                    + ReportStep.PROCESSES.id() + " measures it.");
        }
        if (!processes.window().perOrder().cpuMillisByProcess().containsKey(Service.CART.id())) {
            throw new IllegalArgumentException(file + " is not a result of --service-processes.");
        }
        return new ReportResults(results);
    }

    /** Each service in a process of its own. */
    StepResult processes() {
        return Objects.requireNonNull(results.get(ReportStep.PROCESSES));
    }

    Optional<StepResult> result(ReportStep step) {
        return Optional.ofNullable(results.get(step));
    }

    /** The figures of a step; empty if it was not measured. */
    Optional<WindowResult> window(ReportStep step) {
        return result(step).map(StepResult::window);
    }
}
