package io.checkoutsuite.payment.lease;

/** Another call is doing the same work right now. */
public final class LeasedElsewhereException extends RuntimeException {

    public LeasedElsewhereException(String work) {
        super(work + " is in progress in another call");
    }
}
