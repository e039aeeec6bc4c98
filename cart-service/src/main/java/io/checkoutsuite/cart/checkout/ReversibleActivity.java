package io.checkoutsuite.cart.checkout;

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
