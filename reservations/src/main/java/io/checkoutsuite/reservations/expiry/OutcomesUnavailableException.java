package io.checkoutsuite.reservations.expiry;

/** The outcomes of some checkouts are unavailable. */
public class OutcomesUnavailableException extends RuntimeException {

    public OutcomesUnavailableException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
