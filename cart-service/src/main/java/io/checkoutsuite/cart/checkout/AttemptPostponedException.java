package io.checkoutsuite.cart.checkout;

/** A service that a resumed attempt needs is unavailable. The attempt stays undecided and is resumed again soon. */
final class AttemptPostponedException extends RuntimeException {

    AttemptPostponedException(String activity, String reason) {
        super(activity + ": " + reason);
    }
}
