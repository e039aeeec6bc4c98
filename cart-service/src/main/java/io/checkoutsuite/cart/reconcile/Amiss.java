package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding with what would mend it.
 *
 * @param since when it was decided, or is held since
 * @param contradicted whether a service has recorded the opposite of what the checkout became
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

    /** The same where what would mend it is not safe. */
    Amiss byHand() {
        return new Amiss(finding.byHand(), new Remedy.ByHand(), since, contradicted);
    }

    /** The same of a checkout that a service contradicts, so that nothing of it is repaired unless an operator says so. */
    Amiss ofContradicted() {
        return new Amiss(finding, remedy, since, true);
    }

    /** Whether publishing what was decided mends it, as if it had not been lost; safe without anybody looking at it. */
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
