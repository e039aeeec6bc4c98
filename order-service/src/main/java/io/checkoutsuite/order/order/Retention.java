package io.checkoutsuite.order.order;

import java.time.Instant;

/** Whether a purge had to retain the record of a failed order. */
public sealed interface Retention {

    /** No purge had to; a new record begins so. */
    record NotRetained() implements Retention {}

    /**
     * A record that was old enough to purge had to stay.
     *
     * @param reason a text for operators
     * @param since when the record was first retained
     * @param until when the record is checked again
     */
    record Retained(String reason, Instant since, Instant until) implements Retention {}

    /** Retains the record; if it was retained before, it keeps the time of the first. */
    default Retained retain(String reason, Instant now, Instant until) {
        Instant since = switch (this) {
            case NotRetained() -> now;
            case Retained before -> before.since();
        };
        return new Retained(reason, since, until);
    }
}
