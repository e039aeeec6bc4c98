package io.checkoutsuite.messaging;

/** A dead letter that is not sent again: its message says why, and no repetition helps. */
public final class RedriveRefusedException extends RuntimeException {

    RedriveRefusedException(String reason) {
        super(reason);
    }
}
