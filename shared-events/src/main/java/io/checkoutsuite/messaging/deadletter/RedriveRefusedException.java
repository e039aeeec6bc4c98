package io.checkoutsuite.messaging.deadletter;

/** A dead letter cannot be redriven. The message gives the reason; retrying does not help. */
public final class RedriveRefusedException extends RuntimeException {

    RedriveRefusedException(String reason) {
        super(reason);
    }
}
