package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.payment.payment.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of authorizations, reversals and operations after checkout.
 *
 * @param atCheckout whether the money is held (AUTHORIZE, captured on shipment) or captured at once (SALE)
 * @param lease how long an authorization, reversal, capture or refund belongs to the node that calls the gateway; renewed while it does, and
 *     at least twice as long as a gateway's longest call
 * @param inProgressTimeout how long a second call of the same request waits for the first
 * @param lookUpAttempts how often the outcome of a call without a response is looked up before the call counts as unknown to the gateway
 * @param lookUpBackOff the back-off before the second look-up; doubled each time
 * @param pendingTypes payment types that no gateway handles, such as WIRE: they are pending until somebody records the receipt of the money;
 *     empty to accept none
 * @param reversalBackOff the back-off after a gateway refused a reversal; doubled each time
 * @param reversalRetries how often a refused reversal is retried before it is left to operators
 * @param pendingExpiry how long the money of a pending payment is expected, such as a bank transfer; what has not arrived then is released
 * @param challengeTimeout how long a buyer has to do what the gateway asks for
 * @param resultTimeout how long a gateway may take that responds later
 * @param resultLookUpBackOff the back-off before the result of a payment that waits is looked up; doubled each time
 * @param detachedCredits whether operators may pay out more than was captured, up to the amount of the payment
 */
@ConfigurationProperties("suite.payment")
public record PaymentSettings(
        @DefaultValue("AUTHORIZE") PaymentAction atCheckout,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("4s") Duration inProgressTimeout,
        @DefaultValue("3") int lookUpAttempts,
        @DefaultValue("50ms") Duration lookUpBackOff,
        @DefaultValue Set<String> pendingTypes,
        @DefaultValue("1m") Duration reversalBackOff,
        @DefaultValue("8") int reversalRetries,
        @DefaultValue("false") boolean detachedCredits,
        @DefaultValue("14d") Duration pendingExpiry,
        @DefaultValue("15m") Duration challengeTimeout,
        @DefaultValue("1h") Duration resultTimeout,
        @DefaultValue("5s") Duration resultLookUpBackOff) {

    private static final Duration MAX_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration MAX_OPERATION_BACK_OFF = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 12;

    /** @throws IllegalArgumentException for a type that no cart can have */
    public PaymentSettings {
        pendingTypes.stream()
                .filter(type -> !type.matches(Limits.PAYMENT_TYPE))
                .findFirst()
                .ifPresent(type -> {
                    throw new IllegalArgumentException(
                            "suite.payment.pending-types: a type must have 1 to 40 capital letters, digits or underscores, but one is "
                                    + type);
                });
    }

    /** What happens to the money at checkout. */
    public enum PaymentAction {
        AUTHORIZE,
        SALE
    }

    /** Whether payments of this type are pending rather than held. */
    public boolean isPending(String type) {
        return pendingTypes.contains(type);
    }

    /** How long the caller of an unfinished authorization has to repeat its request before the cart service is asked for the outcome. */
    public Duration grace() {
        return lease.dividedBy(2);
    }

    /** The back-off before an unavailable gateway is called again, after this number of unsuccessful rounds. */
    public Duration backOffAfterUnavailable(int rounds) {
        Duration doubled = Duration.ofSeconds(1).multipliedBy(1L << Math.min(rounds, MOST_DOUBLINGS));
        return doubled.compareTo(MAX_BACK_OFF) < 0 ? doubled : MAX_BACK_OFF;
    }

    /** The back-off before a refusing gateway is called again, after this number of refusals; empty once it is left to operators. */
    public Optional<Duration> backOffAfterRefusal(int refusals) {
        return refusals < reversalRetries
                ? Optional.of(reversalBackOff.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS)))
                : Optional.empty();
    }

    /** The back-off before the result of a payment that waits is looked up, after this number of look-ups. */
    public Duration backOffAfterLookUps(int lookUps) {
        Duration doubled = resultLookUpBackOff.multipliedBy(1L << Math.min(lookUps, MOST_DOUBLINGS));
        return doubled.compareTo(MAX_BACK_OFF) < 0 ? doubled : MAX_BACK_OFF;
    }

    /** The back-off before an operation of this age is repeated: as long as it is old, so that it doubles each time. */
    public Duration backOffOfOperation(Duration age) {
        Duration atLeast = age.compareTo(lease) < 0 ? lease : age;
        return atLeast.compareTo(MAX_OPERATION_BACK_OFF) < 0 ? atLeast : MAX_OPERATION_BACK_OFF;
    }

    public Lease newLease(Instant now) {
        return new Lease(UUID.randomUUID().toString(), now.plus(lease));
    }
}
