package io.checkoutsuite.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import jdk.management.jfr.FlightRecorderMXBean;
import org.jspecify.annotations.Nullable;

/** Samples the stacks of all Java threads of a suite by the processor time that they use (JEP 509). */
public final class CpuProfiler implements AutoCloseable {

    /** JVM options without which stacks are cut off at 64 frames, and inlined methods are taken for their callers. */
    public static final List<String> JVM_OPTIONS = List.of(
            "-XX:FlightRecorderOptions:stackdepth=256", "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String LOST = "jdk.CPUTimeSamplesLost";
    private static final Map<String, String> SETTINGS = Map.of(
            SAMPLE + "#enabled", "true",
            SAMPLE + "#stackTrace", "true",
            SAMPLE + "#throttle", CpuProfile.MILLIS_PER_SAMPLE + " ms",
            LOST + "#enabled", "true");

    private static final Pattern GENERATED = Pattern.compile("(\\$\\$Lambda)?[./]0x\\p{XDigit}+|(?<=\\$Proxy)\\d+");

    private final Map<String, Jvm> jvms = new LinkedHashMap<>();
    private final Map<String, Long> recordings = new HashMap<>();
    private CpuProfile profile = CpuProfile.EMPTY;

    /** @param processes process ids by what the processes are */
    public CpuProfiler(Map<String, Long> processes) {
        processes.forEach((name, pid) -> jvms.put(name, Jvm.attach(pid)));
    }

    public void start() {
        jvms.forEach((name, jvm) -> {
            FlightRecorderMXBean recorder = jvm.flightRecorder();
            long recording = recorder.newRecording();
            recorder.setRecordingSettings(recording, SETTINGS);
            recorder.startRecording(recording);
            recordings.put(name, recording);
        });
    }

    public void stop() {
        recordings.forEach((name, recording) -> jvm(name).flightRecorder().stopRecording(recording));
        for (Map.Entry<String, Long> each : recordings.entrySet()) {
            profile = profile.plus(samples(each.getKey(), each.getValue()));
        }
        recordings.clear();
    }

    /** All samples between starts and stops. */
    public CpuProfile profile() {
        return profile;
    }

    private CpuProfile samples(String process, long recording) {
        FlightRecorderMXBean recorder = jvm(process).flightRecorder();
        try {
            Path file = Files.createTempFile("checkout-suite-benchmark", ".jfr");
            try {
                recorder.copyTo(recording, file.toString());
                recorder.closeRecording(recording);
                return read(process, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Jvm jvm(String process) {
        return Objects.requireNonNull(jvms.get(process));
    }

    private static CpuProfile read(String process, Path file) throws IOException {
        Map<List<String>, Long> stacks = new HashMap<>();
        long withoutStack = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                @Nullable RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals(LOST)) {
                    withoutStack += event.getLong("lostSamples");
                } else if (event.getBoolean("failed") || stack == null) {
                    withoutStack++;
                } else {
                    stacks.merge(stack(process, stack), 1L, Long::sum);
                }
            }
        }
        return new CpuProfile(stacks, withoutStack);
    }

    private static List<String> stack(String process, RecordedStackTrace trace) {
        List<String> stack = new ArrayList<>();
        stack.add(process);
        if (trace.isTruncated()) {
            stack.add("(outer frames cut off)");
        }
        trace.getFrames().reversed().stream()
                .map(RecordedFrame::getMethod)
                .map(CpuProfiler::name)
                .forEach(stack::add);
        return List.copyOf(stack);
    }

    /** The numbers of generated classes differ from run to run. */
    private static String name(RecordedMethod method) {
        String type = GENERATED.matcher(method.getType().getName()).replaceAll("");
        return type + "." + method.getName();
    }

    @Override
    public void close() {
        jvms.values().forEach(Jvm::close);
    }
}
