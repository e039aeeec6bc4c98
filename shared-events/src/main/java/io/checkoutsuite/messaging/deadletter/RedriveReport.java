package io.checkoutsuite.messaging.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operator's request to redrive dead letters.
 *
 * @param redriven how many were sent
 * @param refused those that cannot be redriven, at most a hundred of them
 * @param remaining how many of those requested can still be sent, by another call
 * @param stopped why the call ended before the limit; null if it did not
 */
public record RedriveReport(
        int redriven,
        List<RefusedRedrive> refused,
        long remaining,
        @Nullable String stopped) {

    public RedriveReport {
        refused = List.copyOf(refused);
    }

    /** A dead letter that cannot be redriven, and the reason. */
    public record RefusedRedrive(String id, String reason) {}
}
