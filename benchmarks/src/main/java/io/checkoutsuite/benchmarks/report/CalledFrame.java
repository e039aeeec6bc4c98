package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.measure.CpuCategory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A method with all samples in which the same frames had called it. */
final class CalledFrame {

    private final String name;
    private final CpuCategory category;
    private final Map<String, CalledFrame> called = new TreeMap<>();
    private long samples;

    private CalledFrame(String name, CpuCategory category) {
        this.name = name;
        this.category = category;
    }

    /** The caller of the outermost frames. */
    static CalledFrame root(Map<List<String>, Long> stacks) {
        CalledFrame root = new CalledFrame("", CpuCategory.EVERYTHING_ELSE);
        stacks.forEach((stack, samples) -> root.add(ShownFrames.of(stack), samples));
        return root;
    }

    private void add(List<String> stack, long count) {
        samples += count;
        if (!stack.isEmpty()) {
            called.computeIfAbsent(stack.getFirst(), this::callee).add(stack.subList(1, stack.size()), count);
        }
    }

    private CalledFrame callee(String method) {
        CpuCategory own = CpuCategory.of(List.of(method));
        return new CalledFrame(method, own == CpuCategory.EVERYTHING_ELSE ? category : own);
    }

    String name() {
        return name;
    }

    /** That of its time if it calls nothing. */
    CpuCategory category() {
        return category;
    }

    long samples() {
        return samples;
    }

    /** The frames that it called, by name. */
    List<CalledFrame> called() {
        return List.copyOf(called.values());
    }

    /** All frames that it called, directly or not. */
    Stream<CalledFrame> allCalled() {
        return called.values().stream().flatMap(frame -> Stream.concat(Stream.of(frame), frame.allCalled()));
    }
}
