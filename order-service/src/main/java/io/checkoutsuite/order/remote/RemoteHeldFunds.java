package io.checkoutsuite.order.remote;

import io.checkoutsuite.order.order.HeldFunds;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

/** Asks the payment service for the state of an attempt's payments. Unless the state rules it out, money counts as held. */
@RequiredArgsConstructor
final class RemoteHeldFunds implements HeldFunds {

    private static final Set<String> NOTHING_HELD = Set.of("REFUSED", "UNAVAILABLE", "REVERSED");

    private final PaymentClient payments;

    @Override
    public Optional<String> of(String tenant, String requestId) {
        try {
            String state = payments.authorization(tenant, requestId).state();
            return NOTHING_HELD.contains(state) ? Optional.empty() : Optional.of("its payments are " + state);
        } catch (HttpClientErrorException.NotFound neverHeld) {
            return Optional.empty();
        } catch (ResourceAccessException unavailable) {
            throw new HeldFundsUnavailableException(unavailable);
        } catch (RestClientException faulty) {
            return Optional.of("the payment service did not return the state of its payments");
        }
    }
}
