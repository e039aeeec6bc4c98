package io.checkoutsuite.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the Java threads of a suite spent their processor time: each sample is the stack of a thread that has used {@value #MILLIS_PER_SAMPLE} ms more.
 *
 * @param stacks how many samples had a stack: the process, then qualified names of methods, the outermost first
 * @param withoutStack samples whose stack is not known
 */
public record CpuProfile(@JsonIgnore Map<List<String>, Long> stacks, long withoutStack) {

    public static final int MILLIS_PER_SAMPLE = 10;

    static final CpuProfile EMPTY = new CpuProfile(Map.of(), 0);

    public CpuProfile {
        stacks = Map.copyOf(stacks);
    }

    /** A profile of a stored result, which has no stacks: those are in its flame graph only. */
    @JsonCreator
    static CpuProfile ofStored(@JsonProperty("withoutStack") long withoutStack) {
        return new CpuProfile(Map.of(), withoutStack);
    }

    /** The samples of both. */
    public CpuProfile plus(CpuProfile other) {
        Map<List<String>, Long> sums = new HashMap<>(stacks);
        other.stacks.forEach((stack, samples) -> sums.merge(stack, samples, Long::sum));
        return new CpuProfile(sums, withoutStack + other.withoutStack);
    }

    /** The number of samples that had a stack. */
    @JsonProperty
    public long samples() {
        return stacks.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The percentage of the samples by the title of the category, the largest first. */
    @JsonProperty
    public Map<String, Double> percentByCategory() {
        Map<CpuCategory, Long> sums = new EnumMap<>(CpuCategory.class);
        stacks.forEach((stack, samples) -> sums.merge(CpuCategory.of(stack), samples, Long::sum));
        double samples = samples();
        Map<String, Double> percent = new LinkedHashMap<>();
        sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> percent.put(entry.getKey().title(), 100 * entry.getValue() / samples));
        return percent;
    }
}
