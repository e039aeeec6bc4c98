package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import java.time.Instant;
import java.util.Map;

/**
 * A change of a counter by its owner: a new total, or a difference.
 *
 * @param batch the import or adjustment that made the change; all changes of one import share it
 * @param total the total after the change
 * @param delta the difference to the total before the change
 * @param buffer the part of the total that is never promised, after the change
 */
public record CounterChange(
        String id,
        String counter,
        Kind kind,
        String batch,
        Instant at,
        long total,
        long delta,
        long buffer,
        AvailabilityPolicy policy,
        Map<String, String> attributes)
        implements LedgerRecord {

    public CounterChange {
        attributes = Map.copyOf(attributes);
    }

    /** The kind of change. */
    public enum Kind {
        /** The owner set the total. */
        COUNTED,
        /** The owner raised or lowered the total. */
        ADJUSTED
    }
}
