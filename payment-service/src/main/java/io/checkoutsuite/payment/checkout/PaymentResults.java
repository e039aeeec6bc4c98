package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import io.checkoutsuite.payment.lease.LeasedElsewhereException;
import io.checkoutsuite.web.checkout.CheckoutStates;
import io.checkoutsuite.web.checkout.CheckoutStatesUnavailableException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/**
 * Finds the results of payments that wait, and tells their checkouts. A notification, the buyer's return and recovery may come in any order,
 * several times and at the same moment: each looks the outcome up, and one write decides.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class PaymentResults {

    private final Authorizations authorizations;
    private final AuthorizePayments authorizePayments;
    private final CheckoutStates checkouts;

    /**
     * Looks the outcome of an attempt's payments up because a gateway says that it has changed. An attempt that waits for nothing is ignored.
     *
     * @throws LeasedElsewhereException if a call is working on it, which may have asked too early: the notification has to come again
     */
    public void mayHaveChanged(WebhookReceipt.Concerned concerned) {
        authorizations.of(concerned.merchant(), concerned.requestId()).ifPresent(this::mayHaveChanged);
    }

    private void mayHaveChanged(Authorization known) {
        switch (known) {
            case Awaiting awaiting -> lookUp(awaiting);
            case Running running -> throw new LeasedElsewhereException(running.id());
            default -> {}
        }
    }

    /** @throws LeasedElsewhereException if another call is working on it */
    public void lookUp(Awaiting awaiting) {
        authorizePayments.lookUpResult(awaiting);
        announce(awaiting);
    }

    /**
     * Finishes the look-up of a process that died.
     *
     * @throws LeasedElsewhereException if another call is working on it
     */
    public void lookUp(Running interrupted) {
        authorizePayments.lookUpResult(interrupted);
        announce(interrupted);
    }

    private void announce(BegunAuthorization before) {
        authorizations
                .of(before.tenant(), before.requestId())
                .filter(BegunAuthorization.class::isInstance)
                .map(BegunAuthorization.class::cast)
                .ifPresent(this::announceResult);
    }

    /** Lets the checkout continue if there is a result that it may not know. Recovery repeats what does not succeed. */
    public void announceResult(BegunAuthorization authorization) {
        if (!authorization.hasResultToAnnounce()) {
            return;
        }
        try {
            if (checkouts.resume(authorization.tenant(), authorization.requestId())) {
                // Race: if it was changed concurrently, it is announced again, which changes nothing.
                authorizations.change(authorization.announced(), List.of());
            }
        } catch (CheckoutStatesUnavailableException unavailable) {
            log.warn("The result of {} is not announced yet: {}", authorization.id(), unavailable.getMessage());
        }
    }
}
