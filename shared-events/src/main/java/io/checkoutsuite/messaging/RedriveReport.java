package io.checkoutsuite.messaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's word to send dead letters again.
 *
 * @param redriven how many were sent
 * @param refused those that are not sent again, at most a hundred of them
 * @param remaining how many of those meant could still be sent: ask again
 * @param stopped why it ended before the limit; null if it did not
 */
public record RedriveReport(
        int redriven,
        List<Refused> refused,
        long remaining,
        @Nullable String stopped) {

    public RedriveReport {
        refused = List.copyOf(refused);
    }

    /** One that is not sent again, and why. */
    public record Refused(String id, String reason) {}
}
