package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import java.util.List;

/**
 * Has an effect that can be undone, both idempotent by the request id.
 *
 * <p>An exception means that the outcome is unknown; the undo is owed from the moment before the call.
 */
public non-sealed interface ReversibleActivity extends CheckoutActivity {

    /** Whether there is anything to do for this cart; if not, it is neither run nor undone. */
    default boolean concerns(Checkout checkout) {
        return true;
    }

    /** What {@link #run} would be refused for now; nothing is changed by asking. Not called for a cart that this does not concern. */
    default List<AttemptFailure> preview(Checkout checkout) {
        return List.of();
    }

    Outcome run(Checkout checkout);

    /**
     * Makes what run has reserved last for another reservation lease from now on. Activities whose effect does not end by itself do nothing.
     *
     * @return refused if it is gone and cannot be reserved again
     */
    default Outcome extend(Checkout checkout) {
        return Outcome.done();
    }

    /**
     * Also if run never happened, and then run must stay without effect when it comes late. It may come when the cart has long been
     * changed, so the request id alone has to tell what is undone.
     */
    void undo(String tenant, String requestId);
}
