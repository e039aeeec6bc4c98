package io.checkoutsuite.web.checkout;

import io.checkoutsuite.web.http.ServiceClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;

/** Fetches the states of checkout attempts from the cart service. */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class CheckoutStates {

    static final int MOST_IDS = 500;

    private final CheckoutStatesClient client;

    /** @param timeout how long a response may take */
    public static CheckoutStates at(String cartUrl, Duration timeout, ServiceClients clients) {
        return new CheckoutStates(clients.client(CheckoutStatesClient.class, cartUrl, timeout));
    }

    /**
     * Returns the state of each attempt, with one call per 500 attempts.
     *
     * @throws CheckoutStatesUnavailableException if the cart service does not return the states of all of them; nothing may be concluded then
     */
    public Map<String, CheckoutState> of(String tenant, Collection<String> requestIds) {
        List<String> asked = requestIds.stream().distinct().toList();
        Map<String, CheckoutState> states = new HashMap<>();
        for (int from = 0; from < asked.size(); from += MOST_IDS) {
            states.putAll(fetch(tenant, asked.subList(from, Math.min(from + MOST_IDS, asked.size()))));
        }
        return Map.copyOf(states);
    }

    private Map<String, CheckoutState> fetch(String tenant, List<String> asked) {
        CheckoutStatesClient.@Nullable CheckoutStatesResponse response;
        try {
            response = client.states(tenant, new CheckoutStatesClient.CheckoutStatesRequest(asked));
        } catch (RestClientException failure) {
            throw new CheckoutStatesUnavailableException(failure);
        }
        Map<String, CheckoutState> states = response == null ? Map.of() : response.known();
        if (!states.keySet().containsAll(asked)) {
            throw new CheckoutStatesUnavailableException(
                    "The cart service returned the states of " + states.size() + " of " + asked.size() + " checkouts");
        }
        return states;
    }
}
