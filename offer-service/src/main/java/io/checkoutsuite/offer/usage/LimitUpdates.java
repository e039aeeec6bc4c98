package io.checkoutsuite.offer.usage;

import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.counter.Counters;
import io.checkoutsuite.reservations.counter.RevisedDefinition;
import java.util.Collection;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Creates counters when they are first needed and updates them to the limits that operators set. */
@Component
@RequiredArgsConstructor
public class LimitUpdates {

    private final Counters counters;

    /**
     * Ensures that every counter exists and has the given limit or a later one. Uses counted before stay counted. If a limit is lowered
     * below them, the counter allows no further use until the limit is raised.
     *
     * <p>A counter has the revision of the offer or code that its limit comes from. Otherwise, a buyer who reads an offer immediately before an
     * operator lowers its limit could raise the counter again.
     */
    public void enforce(Collection<Limit> limits) {
        counters.defineLatest(limits.stream().map(LimitUpdates::definition).toList());
    }

    private static RevisedDefinition definition(Limit limit) {
        return new RevisedDefinition(
                new CounterDefinition(limit.counter(), limit.max(), 0, AvailabilityPolicy.TRACKED, Map.of()),
                limit.revision());
    }
}
