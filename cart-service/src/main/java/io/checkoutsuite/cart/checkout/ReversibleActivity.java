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
     * Also if run never happened, and then run must stay without effect when it comes late. It may come when the cart has long been
     * changed, so the request id alone has to tell what is undone.
     */
    void undo(String tenant, String requestId);
}
