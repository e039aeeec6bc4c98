package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Counter.number;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * That a counter's owner said how much there is, or how much more or less.
 *
 * @param batch what brought it about (an import, an adjustment): several changes of one import share it
 * @param total what there is from then on
 * @param delta by how much that is more than before
 * @param buffer the part of the total that is never promised, from then on
 */
public record Change(
        String id,
        String counter,
        Kind kind,
        String batch,
        Instant at,
        long total,
        long delta,
        long buffer,
        Policy policy,
        Map<String, String> attributes)
        implements Recorded {

    /** What the owner said. */
    public enum Kind {
        /** So much there is. */
        COUNTED,
        /** So much more, or less, there is than before. */
        ADJUSTED
    }

    static Change of(Document stored) {
        Document attributes = stored.get("attributes", new Document());
        return new Change(
                stored.getString("_id"),
                stored.getString("counter"),
                Kind.valueOf(stored.getString("kind")),
                stored.getString("batch"),
                stored.getDate("at").toInstant(),
                number(stored, "total"),
                number(stored, "delta"),
                number(stored, "buffer"),
                Policy.valueOf(stored.getString("policy")),
                attributes.keySet().stream()
                        .collect(Collectors.toUnmodifiableMap(name -> name, name -> attributes.getString(name))));
    }

    Document stored() {
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
