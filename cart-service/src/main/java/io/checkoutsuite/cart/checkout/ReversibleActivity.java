package io.checkoutsuite.cart.checkout;

/**
 * Has an effect that can be undone, both idempotent by the request id.
 *
 * <p>An exception means that the outcome is unknown; the undo is owed from the moment before the call.
 */
public non-sealed interface ReversibleActivity extends CheckoutActivity {

    Outcome run(Checkout checkout);

    /** Also if run never happened, and then run must stay without effect when it comes late. */
    void undo(Checkout checkout);
}
