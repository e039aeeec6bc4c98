package io.checkoutsuite.reservations.counter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An owner's definition of a counter: the total quantity (stock on hand, limit of uses), the part of it that is never promised, and
 * the owner's own fields (sku, location, code …).
 */
public record CounterDefinition(
        String id, long total, long buffer, AvailabilityPolicy policy, Map<String, Object> owner) {

    /** Rejects negative quantities and ids without a tenant. */
    public CounterDefinition {
        if (id.indexOf('/') < 1) {
            throw new IllegalArgumentException("A counter id must start with its tenant and a slash: " + id);
        }
        if (total < 0 || buffer < 0) {
            throw new IllegalArgumentException("Total and buffer of " + id + " must not be negative");
        }
        owner = Map.copyOf(owner);
    }

    /** Of several definitions of one counter, the last one counts. */
    public static List<CounterDefinition> lastOfEach(List<CounterDefinition> definitions) {
        return List.copyOf(definitions.stream()
                .collect(Collectors.toMap(
                        CounterDefinition::id, Function.identity(), (first, later) -> later, LinkedHashMap::new))
                .values());
    }
}
