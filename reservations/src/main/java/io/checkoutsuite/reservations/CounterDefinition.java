package io.checkoutsuite.reservations;

import java.util.Map;

/**
 * What its owner says about a counter: the quantity there is (stock on hand, limit of uses), the part of it that is never
 * promised, and the owner's own fields (sku, location, code …).
 */
public record CounterDefinition(String id, long total, long buffer, Policy policy, Map<String, Object> owner) {

    /** Refuses negative quantities, an id without tenant and owner fields that would overwrite the counter's own. */
    public CounterDefinition {
        if (id.indexOf('/') < 1) {
            throw new IllegalArgumentException("A counter id starts with its tenant and a slash: " + id);
        }
        if (total < 0 || buffer < 0) {
            throw new IllegalArgumentException("Total and buffer of " + id + " are not negative");
        }
        if (owner.keySet().stream().anyMatch(CounterFields.OWN::contains)) {
            throw new IllegalArgumentException("Owner fields of " + id + " use a reserved name: " + owner.keySet());
        }
        owner = Map.copyOf(owner);
    }
}
