package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Counter.number;

import java.time.Instant;
import java.util.Objects;
import org.bson.Document;

/**
 * The quantity that a counter holds for one request, neither committed nor released yet. It is valid only while its generation is the
 * request's current one; holds of older generations are released.
 */
record Entry(String counter, String request, int take, long quantity, Instant until) {

    static Entry of(String counter, Document stored) {
        return new Entry(
                counter,
                Objects.requireNonNull(stored.getString("r")),
                (int) number(stored, "t"),
                number(stored, "q"),
                stored.getDate("until").toInstant());
    }

    boolean isPastLease(Instant now) {
        return until.isBefore(now);
    }

    Entry until(Instant later) {
        return new Entry(counter, request, take, quantity, later);
    }
}
