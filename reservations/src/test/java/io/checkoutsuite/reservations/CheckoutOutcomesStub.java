package io.checkoutsuite.reservations;

import io.checkoutsuite.reservations.expiry.CheckoutOutcomes;
import io.checkoutsuite.reservations.expiry.OutcomesUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checkout outcomes as set by tests; all other checkouts are unknown. */
final class CheckoutOutcomesStub implements CheckoutOutcomes {

    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Set<String> tenantsWithoutAnswer = new HashSet<>();
    private final Set<String> requestsWithoutAnswer = new HashSet<>();
    private boolean unavailable;

    /** The lookups so far: the tenant and the number of requests. */
    final List<String> questions = new ArrayList<>();

    void became(String request, Outcome outcome) {
        outcomes.put(request, outcome);
    }

    void areUnavailable() {
        unavailable = true;
    }

    void areAvailableAgain() {
        unavailable = false;
        tenantsWithoutAnswer.clear();
        requestsWithoutAnswer.clear();
    }

    void areUnavailableForTenant(String tenant) {
        tenantsWithoutAnswer.add(tenant);
    }

    /** Every lookup that includes this request fails. */
    void areUnavailableForRequest(String request) {
        requestsWithoutAnswer.add(request);
    }

    @Override
    public Map<String, Outcome> of(String tenant, Collection<String> requestIds) {
        questions.add(tenant + " " + requestIds.size());
        if (unavailable
                || tenantsWithoutAnswer.contains(tenant)
                || requestIds.stream().anyMatch(requestsWithoutAnswer::contains)) {
            throw new OutcomesUnavailableException(new IllegalStateException("The cart service is unavailable"));
        }
        Map<String, Outcome> reported = new HashMap<>();
        requestIds.forEach(request -> reported.put(request, outcomes.getOrDefault(request, Outcome.UNKNOWN)));
        return reported;
    }
}
