package io.checkoutsuite.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CpuProfilerTests {

    private static final String WORK = BusyProcess.class.getName() + ".work";

    private Process process;
    private BufferedReader output;
    private OutputStream input;

    @BeforeEach
    void start_a_process() throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(CpuProfiler.JVM_OPTIONS);
        command.add("-cp");
        command.add(Path.of(BusyProcess.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString());
        command.add(BusyProcess.class.getName());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
        input = process.getOutputStream();
        assertThat(output.readLine()).isEqualTo("ready");
    }

    @AfterEach
    void kill_it() {
        process.destroyForcibly();
    }

    @Test
    void the_work_between_start_and_stop_is_sampled_with_its_whole_stack() throws IOException {
        try (CpuProfiler profiler = new CpuProfiler(Map.of("busy", process.pid()))) {
            work();
            assertThat(profiler.profile().samples()).isZero();

            profiler.start();
            work();
            profiler.stop();
            long samples = samplesOfWork(profiler.profile());
            assertThat(samples).isBetween(25L, 75L);

            profiler.start();
            work();
            profiler.stop();
            assertThat(samplesOfWork(profiler.profile())).isBetween(samples + 25, samples + 75);
        }
    }

    private void work() throws IOException {
        input.write('\n');
        input.flush();
        assertThat(output.readLine()).isEqualTo("done");
    }

    private static long samplesOfWork(CpuProfile profile) {
        return profile.stacks().entrySet().stream()
                .filter(entry -> isWork(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean isWork(List<String> stack) {
        return stack.subList(0, Math.min(2, stack.size()))
                        .equals(List.of("busy", BusyProcess.class.getName() + ".main"))
                && Collections.frequency(stack, WORK) == BusyProcess.DEPTH;
    }
}
