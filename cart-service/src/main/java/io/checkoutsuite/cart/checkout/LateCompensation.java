package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/**
 * Compensates what a process did for an attempt that other processes have meanwhile rolled back. What cannot be compensated becomes a work item
 * of the attempt, even if the other processes have finished theirs.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class LateCompensation {

    private static final int MAX_RACES = 10;

    private final CheckoutWorkflow workflow;
    private final Carts carts;
    private final Compensations compensations;
    private final CompensationSettings settings;
    private final Clock clock;

    void compensate(Checkout checkout) {
        List<Compensation.Remaining> remaining = workflow.compensateAll(checkout);
        if (remaining.isEmpty()) {
            return;
        }
        for (int race = 0; race < MAX_RACES; race++) {
            if (isRecorded(checkout, remaining)) {
                return;
            }
        }
        // Every race was lost to retries that are still running; the rollback decision listed all activities for them.
        log.warn("{} was not compensated here and is left to the retries in progress", remaining);
    }

    private boolean isRecorded(Checkout checkout, List<Compensation.Remaining> remaining) {
        Instant dueAt = clock.instant().plus(settings.backOffAfter(0));
        Optional<Compensation> known = carts.find(
                        checkout.tenant(), checkout.cart().id())
                .flatMap(cart -> cart.attempt(checkout.requestId()))
                .map(Attempt::compensation);
        return known.map(compensation -> compensations.replace(
                        open(checkout, compensation), compensation.withMore(remaining, dueAt), null))
                .orElseGet(() -> compensations.begin(
                        checkout.tenant(), checkout.requestId(), Compensation.begun(remaining, dueAt)));
    }

    private static Compensations.Open open(Checkout checkout, Compensation compensation) {
        return new Compensations.Open(
                checkout.tenant(), checkout.cart().id(), checkout.requestId(), checkout.orderNumber(), compensation);
    }
}
