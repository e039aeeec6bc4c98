package io.checkoutsuite.cart.compensation;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.text.BoundedText;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compensates activities, and keeps those that fail as a work item of their attempt. */
@Slf4j
@Component
@RequiredArgsConstructor
public class Compensator {

    private static final int MAX_REASON_LENGTH = 200;
    private static final int MAX_RACES = 10;

    private final Carts carts;
    private final Compensations compensations;
    private final CompensationSettings settings;
    private final Clock clock;
    private final LogLimiter failures = new LogLimiter();

    /** Returns empty if the activity is compensated. */
    public Optional<Compensation.RemainingActivity> compensate(String tenant, String requestId, Compensable activity) {
        try {
            activity.compensate(tenant, requestId);
            return Optional.empty();
        } catch (RuntimeException failed) {
            failures.log(
                    activity.name(),
                    suppressed -> log.warn(
                            "The compensation of {} failed and will be retried: {}{}",
                            activity.name(),
                            failed.toString(),
                            suppressed));
            return Optional.of(remaining(activity.name(), failed));
        }
    }

    static Compensation.RemainingActivity remaining(String activity, Throwable failed) {
        return new Compensation.RemainingActivity(
                activity, BoundedText.beginning(MAX_REASON_LENGTH, failed.toString()));
    }

    /** The work item for the activities whose compensation failed, retried after the initial back-off; null if there are none. */
    public Compensation.@Nullable Pending pending(List<Compensation.RemainingActivity> failed, Instant now) {
        return failed.isEmpty() ? null : Compensation.begun(failed, firstRetry(now));
    }

    private Instant firstRetry(Instant now) {
        return now.plus(settings.backOffAfter(0));
    }

    /**
     * Compensates what a process did for an attempt that other processes have meanwhile rolled back. What cannot be compensated becomes a work
     * item of the attempt, even if the other processes have finished theirs.
     */
    public void compensateLate(String tenant, String requestId, List<? extends Compensable> latestFirst) {
        List<Compensation.RemainingActivity> remaining = latestFirst.stream()
                .flatMap(activity -> compensate(tenant, requestId, activity).stream())
                .toList();
        if (remaining.isEmpty()) {
            return;
        }
        for (int race = 0; race < MAX_RACES; race++) {
            if (isRecorded(tenant, requestId, remaining)) {
                return;
            }
        }
        // Every race was lost to retries that are still running; the rollback decision listed all activities for them.
        log.warn("{} was not compensated here and is left to the retries in progress", remaining);
    }

    private boolean isRecorded(String tenant, String requestId, List<Compensation.RemainingActivity> remaining) {
        Instant dueAt = firstRetry(clock.instant());
        return carts.find(tenant, Cart.cartIdOf(requestId))
                .flatMap(cart -> Compensations.Stored.of(cart, requestId))
                .map(known -> compensations.replace(known, known.compensation().withMore(remaining, dueAt), null))
                .orElseGet(() -> compensations.begin(tenant, requestId, Compensation.begun(remaining, dueAt)));
    }
}
