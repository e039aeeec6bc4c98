package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.limits.Limits;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the checkout.
 *
 * @param setUp names of the checks, in order
 * @param reversible names of the activities that can be compensated, in order: cheapest to compensate first, payments last
 * @param finalizers names of the activities that follow a decision, in order
 * @param deadline a process that has run an attempt for this long begins no further activity
 * @param lease the lease of an attempt; the process that runs the attempt renews it, and another process takes the attempt over once it expires
 * @param abandonAfter an attempt that is older than this is rolled back instead of resumed; its buyer no longer expects an order
 * @param reservationLease how long stock and offer uses are reserved before their services query the outcome of the attempt; they accept whole
 *     seconds, at most a day
 * @param maxAttempts the maximum number of attempts per cart
 * @param settleWait how long a query for a recent outcome may wait until all services have applied it
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
        @DefaultValue("50") int maxAttempts,
        @DefaultValue("2s") Duration settleWait) {

    private static final Duration MIN_LEASE = Duration.ofMillis(100);
    private static final Duration MAX_RESERVATION_LEASE = Duration.ofSeconds(Limits.LONGEST_LEASE_SECONDS);

    public CheckoutSettings {
        if (lease.compareTo(MIN_LEASE) < 0 || deadline.compareTo(abandonAfter) > 0) {
            throw new IllegalArgumentException(
                    "suite.checkout: lease must be at least %s and deadline at most abandon-after, but lease is %s, deadline %s and abandon-after %s"
                            .formatted(MIN_LEASE, lease, deadline, abandonAfter));
        }
        if (!reservationLease.isPositive()
                || reservationLease.getNano() != 0
                || reservationLease.compareTo(MAX_RESERVATION_LEASE) > 0) {
            throw new IllegalArgumentException(
                    "suite.checkout.reservation-lease must be whole seconds from 1 s to 24 h, as services require, but is "
                            + reservationLease);
        }
    }
}
