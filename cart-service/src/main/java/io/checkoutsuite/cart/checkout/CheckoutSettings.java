package io.checkoutsuite.cart.checkout;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How carts are checked out.
 *
 * @param setUp names of the checks, in order
 * @param reversible names of the activities with an undo, in order: cheapest to undo first, money last
 * @param finalizers names of what follows a decision, in order
 * @param deadline after that no further activity begins
 * @param lease after that another process may decide the attempt; longer than the deadline and the longest activity
 * @param reservationLease how long stock and uses are held for an attempt; longer than the lease
 * @param mostAttempts how often one cart may be tried
 * @param settleWait how long a question for a fresh outcome may wait until all services have applied it
 */
@ConfigurationProperties("suite.checkout")
public record CheckoutSettings(
        @DefaultValue({"itemConfiguration", "fulfillment", "pricing", "paymentCoverage"})
        List<String> setUp,

        @DefaultValue({"reserveStock", "reserveOfferUses", "authorizePayments"})
        List<String> reversible,

        @DefaultValue("publishOutcome") List<String> finalizers,
        @DefaultValue("20s") Duration deadline,
        @DefaultValue("45s") Duration lease,
        @DefaultValue("5m") Duration reservationLease,
        @DefaultValue("50") int mostAttempts,
        @DefaultValue("2s") Duration settleWait) {

    public CheckoutSettings {
        if (deadline.compareTo(lease) >= 0 || lease.compareTo(reservationLease) >= 0) {
            throw new IllegalArgumentException(
                    "suite.checkout: deadline < lease < reservation-lease must hold, but they are %s, %s and %s"
                            .formatted(deadline, lease, reservationLease));
        }
    }
}
