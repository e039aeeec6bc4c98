package io.checkoutsuite.operations.participant;

/** The state of a dead letter does not allow it to be redriven; the message is the reason. */
public final class RedriveRefusedException extends RuntimeException {

    public RedriveRefusedException(String reason) {
        super(reason);
    }
}
