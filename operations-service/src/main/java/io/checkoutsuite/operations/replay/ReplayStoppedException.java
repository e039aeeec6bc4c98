package io.checkoutsuite.operations.replay;

/** Stops a replay; the message is the reason. */
final class ReplayStoppedException extends RuntimeException {

    ReplayStoppedException(String because) {
        super(because);
    }
}
