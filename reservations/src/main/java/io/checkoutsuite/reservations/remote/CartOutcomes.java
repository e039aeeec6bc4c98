package io.checkoutsuite.reservations.remote;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.reservations.expiry.CheckoutOutcomes;
import io.checkoutsuite.reservations.expiry.OutcomesUnavailableException;
import io.checkoutsuite.web.checkout.CheckoutState;
import io.checkoutsuite.web.checkout.CheckoutStates;
import io.checkoutsuite.web.checkout.CheckoutStatesUnavailableException;
import java.util.Collection;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Asks the cart service for the outcomes of checkouts. */
@Component("checkoutOutcomes")
@RequiredArgsConstructor
class CartOutcomes implements CheckoutOutcomes {

    private final CheckoutStates states;

    @Override
    public Map<String, Outcome> of(String tenant, Collection<String> requestIds) {
        try {
            return states.of(tenant, requestIds).entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, state -> outcome(state.getValue())));
        } catch (CheckoutStatesUnavailableException unavailable) {
            throw new OutcomesUnavailableException(unavailable);
        }
    }

    private static Outcome outcome(CheckoutState state) {
        return switch (state) {
            case RUNNING -> Outcome.RUNNING;
            case COMPLETED -> Outcome.COMPLETED;
            case ROLLED_BACK -> Outcome.ROLLED_BACK;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }
}
