package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.compensation.Compensable;
import java.util.List;

/**
 * An activity whose effect can be compensated. Both operations are idempotent by request id.
 *
 * <p>An exception means that the result is unknown. Compensation is due from the moment before the call.
 */
public non-sealed interface ReversibleActivity extends CheckoutActivity, Compensable {

    /** Whether the activity has anything to do for this cart. If not, it is neither run nor compensated. */
    default boolean concerns(Checkout checkout) {
        return true;
    }

    /**
     * Whether it may run at the same time as its neighbours in the configured list of which the same is true. It then uses no result of theirs, and
     * may have had an effect although an earlier one of them failed.
     */
    default boolean isIndependent() {
        return false;
    }

    /** The failures for which {@link #run} would be refused now, without side effects. Not called for a cart that the activity does not concern. */
    default List<AttemptFailure> preview(Checkout checkout) {
        return List.of();
    }

    ActivityResult run(Checkout checkout);

    /**
     * Extends what {@link #run} has reserved by another reservation lease from now. Activities whose effect does not expire do nothing.
     *
     * @return refused if the reservation no longer exists and cannot be made again
     */
    default ActivityResult extend(Checkout checkout) {
        return ActivityResult.done();
    }
}
