package io.checkoutsuite.reservations;

import java.util.Map;

/**
 * An owner's definition of a counter: the total quantity (stock on hand, limit of uses), the part of it that is never promised, and
 * the owner's own fields (sku, location, code …).
 */
public record CounterDefinition(
        String id, long total, long buffer, AvailabilityPolicy policy, Map<String, Object> owner) {

    /** Rejects negative quantities, ids without a tenant, and owner fields that would overwrite the counter's own. */
    public CounterDefinition {
        if (id.indexOf('/') < 1) {
            throw new IllegalArgumentException("A counter id must start with its tenant and a slash: " + id);
        }
        if (total < 0 || buffer < 0) {
            throw new IllegalArgumentException("Total and buffer of " + id + " must not be negative");
        }
        if (owner.keySet().stream().anyMatch(CounterFields.OWN::contains)) {
            throw new IllegalArgumentException("Owner fields of " + id + " use a reserved name: " + owner.keySet());
        }
        owner = Map.copyOf(owner);
    }
}
