package io.checkoutsuite.reservations.expiry;

import io.checkoutsuite.reservations.expiry.CheckoutOutcomes.Outcome;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks up the outcomes of checkouts, one tenant at a time. If a tenant's outcomes are unavailable, the lookup is retried with an increasing
 * back-off and a decreasing number of requests, so that no tenant or request without an outcome blocks another.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class OutcomeLookup {

    private static final Duration INITIAL_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private final CheckoutOutcomes outcomes;
    private final Clock clock;

    /** By tenant. */
    private final Map<String, Outage> outages = new ConcurrentHashMap<>();

    /** The maximum number of requests per lookup, by tenant; only tenants with a recent outage have an entry. */
    private final Map<String, Integer> limits = new ConcurrentHashMap<>();

    private record Outage(Instant since, Duration backoff, Instant retryAt) {

        static Outage after(@Nullable Outage before, Instant now) {
            if (before == null) {
                return new Outage(now, INITIAL_BACKOFF, now.plus(INITIAL_BACKOFF));
            }
            Duration twice = before.backoff.multipliedBy(2);
            Duration backoff = twice.compareTo(MAX_BACKOFF) < 0 ? twice : MAX_BACKOFF;
            return new Outage(before.since, backoff, now.plus(backoff));
        }
    }

    /**
     * The result of a lookup.
     *
     * @param postponed requests to look up later: the only one of a failed lookup, or one that is missing in the response
     * @param retryAt when to look them up again
     * @param interrupted whether a lookup failed, so that the remaining ones were skipped
     * @param complete whether all requests were looked up
     */
    record Answers(
            Map<Outcome, List<ReservationRequest>> known,
            List<ReservationRequest> postponed,
            Instant retryAt,
            boolean interrupted,
            boolean complete) {

        List<ReservationRequest> of(Outcome outcome) {
            return known.getOrDefault(outcome, List.of());
        }
    }

    /** The tenants that are in back-off now. */
    Set<String> tenantsBackingOff() {
        Instant now = clock.instant();
        return outages.entrySet().stream()
                .filter(outage -> outage.getValue().retryAt().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The number of tenants whose last lookup failed. */
    int tenantsWithoutAnswer() {
        return outages.size();
    }

    /** Stops at the first failed lookup, so that timeouts do not add up; the remaining requests are looked up next time. */
    Answers ask(List<ReservationRequest> requests) {
        Map<Outcome, List<ReservationRequest>> known = new EnumMap<>(Outcome.class);
        List<ReservationRequest> postponed = new ArrayList<>();
        Instant retryAt = clock.instant().plus(MAX_BACKOFF);
        boolean complete = true;
        for (Map.Entry<String, List<ReservationRequest>> tenant :
                byTenant(requests).entrySet()) {
            List<ReservationRequest> asked = first(tenant.getKey(), tenant.getValue());
            complete &= asked.size() == tenant.getValue().size();
            Map<String, Outcome> reported;
            try {
                reported = outcomes.of(
                        tenant.getKey(),
                        asked.stream().map(request -> request.key().requestId()).toList());
            } catch (OutcomesUnavailableException unavailable) {
                retryAt = recordUnavailable(tenant.getKey(), asked.size(), unavailable);
                if (asked.size() == 1) {
                    postponed.addAll(asked);
                }
                return new Answers(known, postponed, retryAt, true, false);
            }
            recordAnswered(tenant.getKey(), asked.size());
            for (ReservationRequest request : asked) {
                Outcome outcome = reported.get(request.key().requestId());
                if (outcome == null) {
                    postponed.add(request);
                } else {
                    known.computeIfAbsent(outcome, first -> new ArrayList<>()).add(request);
                }
            }
        }
        return new Answers(known, postponed, retryAt, false, complete);
    }

    private static Map<String, List<ReservationRequest>> byTenant(List<ReservationRequest> requests) {
        return requests.stream()
                .collect(Collectors.groupingBy(
                        request -> request.key().tenant(), LinkedHashMap::new, Collectors.toList()));
    }

    private List<ReservationRequest> first(String tenant, List<ReservationRequest> requests) {
        return requests.subList(0, Math.min(requests.size(), limits.getOrDefault(tenant, requests.size())));
    }

    private Instant recordUnavailable(String tenant, int asked, OutcomesUnavailableException unavailable) {
        Outage before = outages.get(tenant);
        Outage now = Outage.after(before, clock.instant());
        outages.put(tenant, now);
        limits.put(tenant, Math.max(1, asked / 2));
        if (before == null) {
            log.warn(
                    "The outcomes of expired checkouts of tenant {} are unavailable; their reservations stay in place and the lookup is retried: {}",
                    tenant,
                    unavailable.getMessage());
        }
        return now.retryAt();
    }

    private void recordAnswered(String tenant, int asked) {
        limits.computeIfPresent(tenant, (same, limit) -> asked < limit ? null : limit * 2);
        Outage over = outages.remove(tenant);
        if (over != null) {
            log.info(
                    "The outcomes of checkouts of tenant {} are available again after {} s",
                    tenant,
                    Duration.between(over.since(), clock.instant()).toSeconds());
        }
    }
}
