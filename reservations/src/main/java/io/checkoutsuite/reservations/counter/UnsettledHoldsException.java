package io.checkoutsuite.reservations.counter;

import java.util.List;

/** Some holds cannot be released or committed, because the figures of their counters are not numbers; the others are done. */
public class UnsettledHoldsException extends RuntimeException {

    private final transient List<Hold> unsettled;

    public UnsettledHoldsException(List<Hold> unsettled, Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.unsettled = List.copyOf(unsettled);
    }

    public List<Hold> unsettled() {
        return unsettled;
    }
}
