package io.checkoutsuite.reservations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of checkouts, as tests say; of all others nobody ever heard. */
final class Checkouts implements CheckoutOutcomes {

    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Set<String> tenantsWithoutAnswer = new HashSet<>();
    private final Set<String> requestsWithoutAnswer = new HashSet<>();
    private boolean unavailable;

    /** Each question so far: the tenant and how many requests. */
    final List<String> questions = new ArrayList<>();

    void became(String request, Outcome outcome) {
        outcomes.put(request, outcome);
    }

    void areUnavailable() {
        unavailable = true;
    }

    void areToldAgain() {
        unavailable = false;
        tenantsWithoutAnswer.clear();
        requestsWithoutAnswer.clear();
    }

    void areUnavailableOf(String tenant) {
        tenantsWithoutAnswer.add(tenant);
    }

    /** Every question that contains this request fails. */
    void cannotBeToldOf(String request) {
        requestsWithoutAnswer.add(request);
    }

    @Override
    public Map<String, Outcome> of(String tenant, Collection<String> requestIds) {
        questions.add(tenant + " " + requestIds.size());
        if (unavailable
                || tenantsWithoutAnswer.contains(tenant)
                || requestIds.stream().anyMatch(requestsWithoutAnswer::contains)) {
            throw new OutcomesUnavailableException(new IllegalStateException("The cart service is away"));
        }
        Map<String, Outcome> told = new HashMap<>();
        requestIds.forEach(request -> told.put(request, outcomes.getOrDefault(request, Outcome.UNKNOWN)));
        return told;
    }
}
