package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Undo;
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
class LateUndo {

    private static final int MOST_RACES = 10;

    private final CheckoutWorkflow workflow;
    private final Carts carts;
    private final Undos undos;
    private final UndoSettings settings;
    private final Clock clock;

    void undo(Checkout checkout) {
        List<Undo.Missing> missing = workflow.undoAll(checkout);
        if (missing.isEmpty()) {
            return;
        }
        for (int race = 0; race < MOST_RACES; race++) {
            if (isKept(checkout, missing)) {
                return;
            }
        }
        // Every race was lost to retries that are still running; the rollback decision listed all activities for them.
        log.warn("{} was not compensated here and is left to the retries in progress", missing);
    }

    private boolean isKept(Checkout checkout, List<Undo.Missing> missing) {
        Instant dueAt = clock.instant().plus(settings.pauseAfter(0));
        Optional<Undo> known = carts.find(checkout.tenant(), checkout.cart().id())
                .flatMap(cart -> cart.attempt(checkout.requestId()))
                .map(Attempt::undo);
        return known.map(undo -> undos.replace(open(checkout, undo), undo.with(missing, dueAt), null))
                .orElseGet(() -> undos.begin(checkout.tenant(), checkout.requestId(), Undo.begun(missing, dueAt)));
    }

    private static Undos.Open open(Checkout checkout, Undo undo) {
        return new Undos.Open(
                checkout.tenant(), checkout.cart().id(), checkout.requestId(), checkout.orderNumber(), undo);
    }
}
