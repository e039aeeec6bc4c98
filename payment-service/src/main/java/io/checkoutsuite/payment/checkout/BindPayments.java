package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Authorized;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.FailedAuthorization;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.Tombstone;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.checkoutsuite.payment.saved.SaveOrderedPaymentMethods;
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
    private final SaveOrderedPaymentMethods saveOrderedPaymentMethods;

    /** Binds the payments of a submitted cart; a cart that cost nothing has none. */
    public boolean bind(CheckoutCompletion completion, InboxEntry entry) {
        return !completion.payments().isEmpty()
                && bind(completion.contextInfo().tenant(), completion.requestId(), entry);
    }

    /**
     * Binds the payments; a repeated call changes nothing.
     *
     * @return whether this call has bound them, and stored the entry with them
     * @throws AuthorizationNotFoundException if nothing is held for that request; an operator has to investigate
     */
    public boolean bind(String tenant, String requestId, InboxEntry entry) {
        // Most customers save nothing: one write without a read.
        if (authorizations.bindUnlessSaving(tenant, requestId, entry)) {
            return true;
        }
        while (true) {
            Authorization known = authorizations
                    .of(tenant, requestId)
                    .orElseThrow(() -> new AuthorizationNotFoundException(requestId, "unknown"));
            switch (known) {
                case Bound bound -> {
                    return false;
                }
                case Authorized authorized -> {
                    // Saved before it is bound: once it is bound, a repeated call must not restore what the customer
                    // has deleted since.
                    savePaymentMethods(authorized);
                    if (authorizations.bind(authorized, entry)) {
                        return true;
                    }
                }
                case Running running -> throw notHeld(running);
                case Awaiting awaiting -> throw notHeld(awaiting);
                case FailedAuthorization failed -> throw notHeld(failed);
                case Tombstone tombstone -> throw notHeld(tombstone);
            }
        }
    }

    private static AuthorizationNotFoundException notHeld(Authorization known) {
        return new AuthorizationNotFoundException(
                known.requestId(), known.state().name());
    }

    private void savePaymentMethods(Authorized held) {
        String customerId = held.purpose().customerId();
        if (customerId != null) {
            held.payments().stream()
                    .filter(payment -> payment.save() && !payment.gateway().equals(OfflineGateway.NAME))
                    .forEach(payment -> saveOrderedPaymentMethods.save(held.tenant(), customerId, payment));
        }
    }
}
