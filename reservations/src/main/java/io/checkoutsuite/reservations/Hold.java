package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Counter.number;

import java.time.Instant;
import java.util.Objects;
import org.bson.Document;

/**
 * The quantity that a counter holds for one request, neither committed nor released yet. It is valid only while its generation is the
 * request's current one; holds of older generations are released.
 */
record Hold(String counter, String request, int generation, long quantity, Instant until) {

    static Hold of(String counter, Document stored) {
        return new Hold(
                counter,
                Objects.requireNonNull(stored.getString("r")),
                (int) number(stored, "g"),
                number(stored, "q"),
                stored.getDate("until").toInstant());
    }

    boolean isPastLease(Instant now) {
        return until.isBefore(now);
    }

    Hold until(Instant later) {
        return new Hold(counter, request, generation, quantity, later);
    }
}
