package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Counter.number;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

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

    /** The kind of change. */
    public enum Kind {
        /** The owner set the total. */
        COUNTED,
        /** The owner raised or lowered the total. */
        ADJUSTED
    }

    static CounterChange of(Document stored) {
        Document attributes = stored.get("attributes", new Document());
        return new CounterChange(
                stored.getString("_id"),
                stored.getString("counter"),
                Kind.valueOf(stored.getString("kind")),
                stored.getString("batch"),
                stored.getDate("at").toInstant(),
                number(stored, "total"),
                number(stored, "delta"),
                number(stored, "buffer"),
                AvailabilityPolicy.valueOf(stored.getString("policy")),
                attributes.keySet().stream()
                        .collect(Collectors.toUnmodifiableMap(name -> name, name -> attributes.getString(name))));
    }

    Document toDocument() {
        return new Document("_id", id)
                .append("counter", counter)
                .append("kind", kind.name())
                .append("batch", batch)
                .append("at", Date.from(at))
                .append("total", total)
                .append("delta", delta)
                .append("buffer", buffer)
                .append("policy", policy.name())
                .append("attributes", new Document(Map.copyOf(attributes)));
    }
}
