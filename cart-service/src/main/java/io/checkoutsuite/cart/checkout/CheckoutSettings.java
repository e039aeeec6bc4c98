package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.limits.Limits;
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
 * @param deadline after a process has run an attempt for so long, it begins no further activity
 * @param lease how long an attempt is left alone without a sign of life; the process that runs it renews it, another one takes it over
 * @param abandonAfter an attempt that is older is not resumed but rolled back; a buyer does not expect an order from it any more
 * @param reservationLease how long stock and uses are held before the services that hold them ask what became of the attempt;
 *     they take whole seconds, at most a day
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
        @DefaultValue("9s") Duration lease,
        @DefaultValue("2m") Duration abandonAfter,
        @DefaultValue("5m") Duration reservationLease,
        @DefaultValue("50") int mostAttempts,
        @DefaultValue("2s") Duration settleWait) {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);
    private static final Duration LONGEST_RESERVATION = Duration.ofSeconds(Limits.LONGEST_LEASE_SECONDS);

    public CheckoutSettings {
        if (lease.compareTo(SHORTEST_LEASE) < 0 || deadline.compareTo(abandonAfter) > 0) {
            throw new IllegalArgumentException(
                    "suite.checkout: lease must be at least %s and deadline at most abandon-after, but lease is %s, deadline %s and abandon-after %s"
                            .formatted(SHORTEST_LEASE, lease, deadline, abandonAfter));
        }
        if (!reservationLease.isPositive()
                || reservationLease.getNano() != 0
                || reservationLease.compareTo(LONGEST_RESERVATION) > 0) {
            throw new IllegalArgumentException(
                    "suite.checkout.reservation-lease must be whole seconds, from 1 s to 24 h, or no service reserves anything, but is "
                            + reservationLease);
        }
    }
}
