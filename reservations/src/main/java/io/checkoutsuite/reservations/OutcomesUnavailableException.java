package io.checkoutsuite.reservations;

/** Nobody could say what became of some checkouts. */
public class OutcomesUnavailableException extends RuntimeException {

    public OutcomesUnavailableException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
