package io.checkoutsuite.benchmarks.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The carts that a load submitted.
 *
 * @param time from its beginning until the last response
 */
public record LoadResult(List<Submission> submissions, Duration time) {

    public LoadResult {
        submissions = List.copyOf(submissions);
    }

    public long orders() {
        return submissions.stream().filter(Submission::ordered).count();
    }

    public double ordersPerSecond() {
        return orders() / (time.toNanos() / 1e9);
    }

    /** When the last response arrived. */
    public Instant end() {
        return submissions.stream()
                .map(Submission::respondedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
