package io.checkoutsuite.cart.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run: who compared what, and what came of it.
 *
 * @param id later runs have larger ones
 * @param by the operator, or schedule
 * @param types what was looked for; empty for everything
 * @param checked how many checkouts and holdings were compared
 * @param findings the first of them, as many as the settings say
 * @param found how many there were in all
 * @param counts how many of each type there were, of those that there were
 * @param incomplete why the comparison broke off; null if it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reconciliation(
        String id,
        String tenant,
        String by,
        Instant startedAt,
        Instant endedAt,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<FindingType> types,
        boolean repair,
        long checked,
        long found,
        Map<FindingType, Long> counts,
        List<Finding> findings,
        @Nullable String incomplete) {

    public Reconciliation {
        types = types == null ? Set.of() : Set.copyOf(types);
        // Runs that were stored by an older version have none.
        counts = counts == null ? Map.of() : Map.copyOf(counts);
        // A list of runs leaves them out.
        findings = findings == null ? List.of() : List.copyOf(findings);
    }
}
