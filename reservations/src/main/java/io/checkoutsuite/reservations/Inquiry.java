package io.checkoutsuite.reservations;

import io.checkoutsuite.reservations.CheckoutOutcomes.Outcome;
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

/**
 * Looks up the outcomes of checkouts, one tenant at a time. If a tenant's outcomes are unavailable, the lookup is retried with an increasing
 * back-off and a decreasing number of requests, so that no tenant or request without an outcome blocks another.
 */
@Slf4j
@RequiredArgsConstructor
class Inquiry {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final CheckoutOutcomes outcomes;
    private final Clock clock;

    /** By tenant. */
    private final Map<String, Outage> outages = new ConcurrentHashMap<>();

    /** The maximum number of requests per lookup, by tenant; only tenants with a recent outage have an entry. */
    private final Map<String, Integer> limits = new ConcurrentHashMap<>();

    private record Outage(Instant since, Duration pause, Instant askAgainAt) {

        static Outage after(@Nullable Outage before, Instant now) {
            if (before == null) {
                return new Outage(now, FIRST_PAUSE, now.plus(FIRST_PAUSE));
            }
            Duration twice = before.pause.multipliedBy(2);
            Duration pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            return new Outage(before.since, pause, now.plus(pause));
        }
    }

    /**
     * The result of a lookup.
     *
     * @param postponed requests to look up later: the only one of a failed lookup, or one that is missing in the response
     * @param until when to look them up again
     * @param broken whether a lookup failed, so that the remaining ones were skipped
     * @param whole whether all requests were looked up
     */
    record Answers(
            Map<Outcome, List<Request>> known, List<Request> postponed, Instant until, boolean broken, boolean whole) {

        List<Request> of(Outcome outcome) {
            return known.getOrDefault(outcome, List.of());
        }
    }

    /** The tenants that are in back-off now. */
    Set<String> resting() {
        Instant now = clock.instant();
        return outages.entrySet().stream()
                .filter(outage -> outage.getValue().askAgainAt().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The number of tenants whose last lookup failed. */
    int unanswered() {
        return outages.size();
    }

    /** Stops at the first failed lookup, so that timeouts do not add up; the remaining requests are looked up next time. */
    Answers ask(List<Request> requests) {
        Map<Outcome, List<Request>> known = new EnumMap<>(Outcome.class);
        List<Request> postponed = new ArrayList<>();
        Instant until = clock.instant().plus(LONGEST_PAUSE);
        boolean whole = true;
        for (Map.Entry<String, List<Request>> tenant : byTenant(requests).entrySet()) {
            List<Request> asked = first(tenant.getKey(), tenant.getValue());
            whole &= asked.size() == tenant.getValue().size();
            Map<String, Outcome> told;
            try {
                told = outcomes.of(
                        tenant.getKey(),
                        asked.stream().map(request -> request.key().requestId()).toList());
            } catch (OutcomesUnavailableException unavailable) {
                until = notAnswered(tenant.getKey(), asked.size(), unavailable);
                if (asked.size() == 1) {
                    postponed.addAll(asked);
                }
                return new Answers(known, postponed, until, true, false);
            }
            answered(tenant.getKey(), asked.size());
            for (Request request : asked) {
                Outcome outcome = told.get(request.key().requestId());
                if (outcome == null) {
                    postponed.add(request);
                } else {
                    known.computeIfAbsent(outcome, first -> new ArrayList<>()).add(request);
                }
            }
        }
        return new Answers(known, postponed, until, false, whole);
    }

    private static Map<String, List<Request>> byTenant(List<Request> requests) {
        return requests.stream()
                .collect(Collectors.groupingBy(
                        request -> request.key().tenant(), LinkedHashMap::new, Collectors.toList()));
    }

    private List<Request> first(String tenant, List<Request> requests) {
        return requests.subList(0, Math.min(requests.size(), limits.getOrDefault(tenant, requests.size())));
    }

    private Instant notAnswered(String tenant, int asked, OutcomesUnavailableException unavailable) {
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
        return now.askAgainAt();
    }

    private void answered(String tenant, int asked) {
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
