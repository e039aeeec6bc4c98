package io.checkoutsuite.operations.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run: who started it, what it compared, and its result.
 *
 * @param id later runs have larger ids
 * @param by the operator, or schedule
 * @param types the types of findings that were reported; empty for all
 * @param checked how many checkouts and held resources were compared
 * @param findings the first findings, at most as many as the settings allow
 * @param found how many findings there were in total
 * @param counts how many findings there were of each type; types without findings are left out
 * @param incomplete why the run is incomplete; null if it is complete
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
        types = Set.copyOf(types);
        counts = Map.copyOf(counts);
        // A list of runs leaves them out.
        findings = findings == null ? List.of() : List.copyOf(findings);
    }
}
