package io.checkoutsuite.offer.usage;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.Shortage;
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
record UsageCheck(Map<Use, List<Limit>> limitsOf, List<UseReserveResult.RefusedOfferUse> refused) {

    List<Limit> limits() {
        return limitsOf.values().stream().flatMap(List::stream).toList();
    }

    UseReserveResult.Refused refusedBy(List<Shortage> shortages) {
        return refusedBy(shortages.stream().map(Shortage::counter).collect(toSet()));
    }

    /** For a request that was refused before: the uses that are exhausted now, or else all limited ones, as the reason is not stored. */
    UseReserveResult.Refused refusedAsOf(List<Counter> counters) {
        Set<String> used = counters.stream()
                .filter(counter -> counter.available() < 1)
                .map(Counter::id)
                .collect(toSet());
        return refusedBy(used.isEmpty() ? limits().stream().map(Limit::counter).collect(toSet()) : used);
    }

    private UseReserveResult.Refused refusedBy(Collection<String> counters) {
        List<UseReserveResult.RefusedOfferUse> exhausted = new ArrayList<>();
        limitsOf.forEach((use, limits) -> {
            Set<Limit.Scope> scopes = limits.stream()
                    .filter(limit -> counters.contains(limit.counter()))
                    .map(Limit::scope)
                    .collect(toSet());
            reason(scopes)
                    .map(reason -> new UseReserveResult.RefusedOfferUse(use, reason))
                    .forEach(exhausted::add);
        });
        return new UseReserveResult.Refused(exhausted);
    }

    private static Stream<UseReserveResult.UseRefusalReason> reason(Set<Limit.Scope> scopes) {
        if (scopes.contains(Limit.Scope.ALL_BUYERS)) {
            return Stream.of(UseReserveResult.UseRefusalReason.EXHAUSTED);
        }
        return scopes.isEmpty() ? Stream.empty() : Stream.of(UseReserveResult.UseRefusalReason.EXHAUSTED_FOR_CUSTOMER);
    }
}
