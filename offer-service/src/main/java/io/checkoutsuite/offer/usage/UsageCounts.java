package io.checkoutsuite.offer.usage;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.offer.pricing.EligibleOffer;
import io.checkoutsuite.offer.pricing.RemainingUses;
import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.Counters;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the usage of limits from their counters. */
@Component
@RequiredArgsConstructor
public class UsageCounts implements RemainingUses {

    private final Counters counters;

    /** The usage of one limit; {@code available} is never negative. */
    public record UsageCount(long limit, long reserved, long committed, long available) {

        static UsageCount of(long limit, Optional<Counter> counter) {
            long reserved = counter.map(Counter::soft).orElse(0L);
            long committed = counter.map(Counter::hard).orElse(0L);
            return new UsageCount(limit, reserved, committed, Math.max(0, limit - reserved - committed));
        }
    }

    @Override
    public Set<EligibleOffer> exhausted(Collection<EligibleOffer> offers, @Nullable String customerKey) {
        Set<String> usedUp =
                usedUp(offers.stream()
                                .flatMap(offer -> Limit.of(offer, customerKey).stream())
                                .toList())
                        .stream()
                        .map(Limit::counter)
                        .collect(toUnmodifiableSet());
        return offers.stream()
                .filter(offer ->
                        Limit.of(offer, customerKey).stream().anyMatch(limit -> usedUp.contains(limit.counter())))
                .collect(toUnmodifiableSet());
    }

    /** Returns the limits that allow no further use. */
    List<Limit> usedUp(List<Limit> limits) {
        return beyond(limits.stream().distinct().toList());
    }

    /** Returns the limits that allow fewer further uses than the list has limits of the same counter. */
    List<Limit> tooFewFor(List<Limit> limits) {
        return beyond(limits);
    }

    private List<Limit> beyond(List<Limit> limits) {
        if (limits.isEmpty()) {
            return List.of();
        }
        LookupResult<Counter> known =
                counters.known(limits.stream().map(Limit::counter).distinct().toList());
        Map<String, Long> wanted = limits.stream().collect(groupingBy(Limit::counter, counting()));
        return limits.stream()
                // The usage of an unreadable counter is unknown, so its limit counts as exhausted.
                .filter(limit -> known.unreadable().contains(limit.counter())
                        || count(limit, known.byId()).available() < wanted.getOrDefault(limit.counter(), 1L))
                .distinct()
                .toList();
    }

    /** Returns the usage of a limit for all buyers; the limit may be newer than the one in its counter. */
    public UsageCount count(String counter, long limit) {
        return UsageCount.of(limit, counters.find(counter));
    }

    private static UsageCount count(Limit limit, Map<String, Counter> known) {
        return UsageCount.of(limit.max(), Optional.ofNullable(known.get(limit.counter())));
    }
}
