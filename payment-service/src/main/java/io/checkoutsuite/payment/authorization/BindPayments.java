package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Binds the payments of a submitted cart to its order; from then on nothing reverses them automatically. Payment methods that the customer
 * wants to save are saved now, and never for a failed checkout.
 */
@Component
@RequiredArgsConstructor
public class BindPayments {

    private final Authorizations authorizations;
    private final PaymentMethodVault paymentMethodVault;

    /** Binds the payments of a submitted cart; a cart that cost nothing has none. */
    public void bind(CheckoutCompletion completion) {
        if (!completion.payments().isEmpty()) {
            bind(completion.contextInfo().tenant(), completion.requestId());
        }
    }

    /**
     * Binds the payments; a repeated call changes nothing.
     *
     * @throws AuthorizationNotFoundException if nothing is held for that request; an operator has to investigate
     */
    public void bind(String tenant, String requestId) {
        while (true) {
            Optional<Authorization> known = authorizations.of(tenant, requestId);
            AuthorizationState state = known.map(Authorization::state).orElse(AuthorizationState.REVERSED);
            switch (state) {
                case BOUND -> {
                    return;
                }
                case AUTHORIZED -> {
                    // Saved before it is bound: once it is bound, a repeated call must not restore what the customer
                    // has deleted since.
                    savePaymentMethods(known.orElseThrow());
                    if (authorizations.change(known.orElseThrow().bound(), List.of())) {
                        return;
                    }
                }
                case RUNNING, REFUSED, UNAVAILABLE, REVERSING, REVERSED, REVERSAL_FAILED ->
                    throw new AuthorizationNotFoundException("%s was submitted, but its payments are %s"
                            .formatted(requestId, known.isEmpty() ? "unknown" : state));
            }
        }
    }

    private void savePaymentMethods(Authorization held) {
        String customerId = held.requiredPurpose().customerId();
        if (customerId != null) {
            held.payments().stream()
                    .filter(payment ->
                            payment.isToBeSaved() && !payment.gateway().equals(OfflineGateway.NAME))
                    .forEach(payment -> paymentMethodVault.save(held.tenant(), customerId, payment));
        }
    }
}
