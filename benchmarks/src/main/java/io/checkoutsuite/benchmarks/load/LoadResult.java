package io.checkoutsuite.benchmarks.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The carts that a load submitted.
 *
 * @param time from its beginning until the last response
 * @param latestMillis how late a buyer of an open load was sent at worst; much of it means that the load generator itself was too slow
 */
public record LoadResult(List<Submission> submissions, Duration time, double latestMillis) {

    public LoadResult {
        submissions = List.copyOf(submissions);
    }

    /** The submits that became orders. */
    public List<Submission> ordered() {
        return submissions.stream().filter(Submission::ordered).toList();
    }

    public double ordersPerSecond() {
        return ordered().size() / (time.toNanos() / 1e9);
    }

    /** When the last response arrived. */
    public Instant end() {
        return submissions.stream()
                .map(Submission::respondedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
