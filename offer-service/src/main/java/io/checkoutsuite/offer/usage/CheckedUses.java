package io.checkoutsuite.offer.usage;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.reservations.Counter;
import io.checkoutsuite.reservations.Shortage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The result of checking uses against the current offers and codes.
 *
 * @param limitsOf the limits that apply to each known use, including expired ones
 * @param refused uses that cannot be reserved, regardless of the counters
 */
record CheckedUses(Map<Use, List<Limit>> limitsOf, List<Reserved.RefusedUse> refused) {

    List<Limit> limits() {
        return limitsOf.values().stream().flatMap(List::stream).toList();
    }

    Reserved.Refused refusedBy(List<Shortage> shortages) {
        return refusedBy(shortages.stream().map(Shortage::counter).collect(toSet()));
    }

    /** For a request that was refused before: the uses that are exhausted now, or else all limited ones, as the reason is not stored. */
    Reserved.Refused refusedAsOf(List<Counter> counters) {
        Set<String> used = counters.stream()
                .filter(counter -> counter.available() < 1)
                .map(Counter::id)
                .collect(toSet());
        return refusedBy(used.isEmpty() ? limits().stream().map(Limit::counter).collect(toSet()) : used);
    }

    private Reserved.Refused refusedBy(Collection<String> counters) {
        List<Reserved.RefusedUse> exhausted = new ArrayList<>();
        limitsOf.forEach((use, limits) -> {
            Set<Limit.Scope> scopes = limits.stream()
                    .filter(limit -> counters.contains(limit.counter()))
                    .map(Limit::scope)
                    .collect(toSet());
            reason(scopes).map(reason -> new Reserved.RefusedUse(use, reason)).forEach(exhausted::add);
        });
        return new Reserved.Refused(exhausted);
    }

    private static Stream<Reserved.Reason> reason(Set<Limit.Scope> scopes) {
        if (scopes.contains(Limit.Scope.ALL_BUYERS)) {
            return Stream.of(Reserved.Reason.EXHAUSTED);
        }
        return scopes.isEmpty() ? Stream.empty() : Stream.of(Reserved.Reason.EXHAUSTED_FOR_CUSTOMER);
    }
}
