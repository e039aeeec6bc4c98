package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CounterFields.*;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;

/**
 * The current state of a limited quantity, where {@code available = total - buffer - soft - hard}. {@code open} is the number of holds
 * that are neither committed nor released. {@code available} is negative only after the owner lowered the total below what is promised.
 */
public record Counter(
        String id,
        long total,
        long buffer,
        long soft,
        long hard,
        long available,
        AvailabilityPolicy policy,
        int open,
        Map<String, Object> owner) {

    static Counter of(Document stored) {
        Map<String, Object> owner = new LinkedHashMap<>(stored);
        owner.keySet().removeAll(OWN);
        return new Counter(
                stored.getString("_id"),
                number(stored, TOTAL),
                number(stored, BUFFER),
                number(stored, SOFT),
                number(stored, HARD),
                number(stored, AVAILABLE),
                AvailabilityPolicy.valueOf(stored.getString(POLICY)),
                stored.getList(OPEN, Document.class).size(),
                owner);
    }

    static long number(Document stored, String field) {
        return stored.get(field, Number.class).longValue();
    }
}
