package io.checkoutsuite.cart.checkout;

/** A service that a resumed attempt needs is unavailable: the attempt stays undecided, and is resumed again soon. */
final class ResumeLaterException extends RuntimeException {

    ResumeLaterException(String activity, String reason) {
        super(activity + ": " + reason);
    }
}
