package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Makes the payments of a submitted cart its order's: from here on nothing gives them back automatically. What its customer wants to keep
 * for later is kept now, and never for a checkout that failed.
 */
@Component
@RequiredArgsConstructor
public class BindPayments {

    private final Authorizations authorizations;
    private final KeptMeans keptMeans;

    /** What a submitted cart was paid with; one that cost nothing was paid with nothing. */
    public void bind(CheckoutCompletion completion) {
        if (!completion.payments().isEmpty()) {
            bind(completion.contextInfo().tenant(), completion.requestId());
        }
    }

    /**
     * Binds; again changes nothing.
     *
     * @throws UnknownAuthorization if nothing is held for that request: somebody has to look
     */
    public void bind(String tenant, String requestId) {
        while (true) {
            Optional<Authorization> known = authorizations.of(tenant, requestId);
            State state = known.map(Authorization::state).orElse(State.REVERSED);
            switch (state) {
                case BOUND -> {
                    return;
                }
                case AUTHORIZED -> {
                    // Before it is bound: once it is, what the customer has thrown away since must not come back.
                    keep(known.orElseThrow());
                    if (authorizations.change(known.orElseThrow().bound(), List.of())) {
                        return;
                    }
                }
                case RUNNING, REFUSED, UNAVAILABLE, REVERSING, REVERSED, REVERSAL_FAILED ->
                    throw new UnknownAuthorization("%s was submitted, but its payments are %s"
                            .formatted(requestId, known.isEmpty() ? "unknown" : state));
            }
        }
    }

    private void keep(Authorization held) {
        String customerId = held.requiredPurpose().customerId();
        if (customerId != null) {
            held.payments().stream()
                    .filter(payment ->
                            payment.isToBeKept() && !payment.gateway().equals(OfflineGateway.NAME))
                    .forEach(payment -> keptMeans.keep(held.tenant(), customerId, payment));
        }
    }
}
