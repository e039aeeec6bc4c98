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
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Fetches the states of checkout attempts from the cart service, and lets it continue those that wait. */
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

    /**
     * Lets the cart service continue a checkout that waits for the result of a payment.
     *
     * @return false if a process is running the checkout, which may have asked for the result too early: the call has to be repeated
     * @throws CheckoutStatesUnavailableException if the cart service did not respond
     */
    public boolean resume(String tenant, String requestId) {
        try {
            client.resume(tenant, requestId);
            return true;
        } catch (HttpClientErrorException.NotFound noSuchCheckout) {
            return true;
        } catch (HttpClientErrorException.Conflict runningOrDecided) {
            return of(tenant, List.of(requestId)).get(requestId) != CheckoutState.RUNNING;
        } catch (RestClientException failure) {
            throw new CheckoutStatesUnavailableException(failure);
        }
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
