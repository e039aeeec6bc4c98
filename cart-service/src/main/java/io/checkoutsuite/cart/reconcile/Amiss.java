package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding with its repair action.
 *
 * @param since when the checkout was decided, or since when the resource is held
 * @param contradicted whether a participant has recorded the opposite of the checkout's outcome
 */
record Amiss(Finding finding, Remedy remedy, Instant since, boolean contradicted) {

    static Amiss of(
            FindingType type,
            String service,
            Cart cart,
            Attempt attempt,
            Instant since,
            Instant now,
            String detail,
            Remedy remedy) {
        return of(type, service, cart.id(), attempt.requestId(), attempt.orderNumber(), since, now, detail, remedy);
    }

    static Amiss of(
            FindingType type,
            String service,
            String cartId,
            @Nullable String requestId,
            @Nullable String orderNumber,
            Instant since,
            Instant now,
            String detail,
            Remedy remedy) {
        return new Amiss(
                new Finding(
                        type,
                        service,
                        cartId,
                        requestId,
                        orderNumber,
                        Math.max(0, Duration.between(since, now).toSeconds()),
                        detail,
                        remedy.description(),
                        false),
                remedy,
                since,
                false);
    }

    /** The same discrepancy without a repair action, because repairing it is not safe. */
    Amiss byHand() {
        return new Amiss(finding.byHand(), new Remedy.ByHand(), since, contradicted);
    }

    /** The same discrepancy, marked as contradicted by a participant: it is repaired only on an operator's request. */
    Amiss ofContradicted() {
        return new Amiss(finding, remedy, since, true);
    }

    /** Whether publishing the outcome again repairs it, as if the event had not been lost. Such a repair is safe without an operator. */
    boolean isLostEvent() {
        return !contradicted
                && switch (remedy) {
                    case Remedy.PublishAgain again -> true;
                    case Remedy.Relay relay -> true;
                    case Remedy.RollBackOrphan orphan -> false;
                    case Remedy.UndoAnew undo -> false;
                    case Remedy.Resume resume -> false;
                    case Remedy.ByHand byHand -> false;
                };
    }
}
