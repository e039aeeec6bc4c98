package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Compensation;
import java.util.List;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;

/** Compensates activities, and continues after one that fails. */
@Slf4j
final class Compensator {

    private static final int MAX_REASON_LENGTH = 200;

    private Compensator() {}

    /** Compensates all of them, one after another, and returns those that failed. */
    static List<Compensation.Remaining> compensate(
            String tenant, String requestId, List<ReversibleActivity> latestFirst) {
        return latestFirst.stream()
                .flatMap(activity -> compensate(tenant, requestId, activity).stream())
                .toList();
    }

    /** Returns empty if the activity is compensated. */
    static Optional<Compensation.Remaining> compensate(String tenant, String requestId, ReversibleActivity activity) {
        try {
            activity.undo(tenant, requestId);
            return Optional.empty();
        } catch (RuntimeException failed) {
            log.warn("The compensation of {} failed and will be retried: {}", activity.name(), failed.toString());
            return Optional.of(new Compensation.Remaining(activity.name(), shortened(failed.toString())));
        }
    }

    static String shortened(String reason) {
        return reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
    }
}
