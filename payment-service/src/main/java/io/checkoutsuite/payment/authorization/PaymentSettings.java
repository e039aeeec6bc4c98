package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.limits.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How authorizations are made.
 *
 * @param atCheckout whether the money is held (AUTHORIZE, captured on shipment) or taken at once (SALE)
 * @param lease how long an authorization, reversal, capture or refund belongs to the node that talks to the gateway; renewed while it does, and
 *     at least twice as long as a gateway's longest call
 * @param patience how long a second call of the same request waits for the first
 * @param lookUps how often a gateway is asked what became of an unanswered call, before it counts as unheard of
 * @param lookUpPause before the second look-up; doubled each time
 * @param pendingTypes types of payment that no gateway handles, such as WIRE: they count as promised until somebody records that the money
 *     came; empty to take none
 * @param reversalPause how long after a gateway refused a reversal it is asked again; doubled each time
 * @param reversalRetries how often a refused reversal is asked for again before it is left to people
 */
@ConfigurationProperties("suite.payment")
public record PaymentSettings(
        @DefaultValue("AUTHORIZE") AtCheckout atCheckout,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("4s") Duration patience,
        @DefaultValue("3") int lookUps,
        @DefaultValue("50ms") Duration lookUpPause,
        @DefaultValue Set<String> pendingTypes,
        @DefaultValue("1m") Duration reversalPause,
        @DefaultValue("8") int reversalRetries) {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 12;

    /** @throws IllegalArgumentException for a type that no cart can have */
    public PaymentSettings {
        pendingTypes.stream()
                .filter(type -> !type.matches(Limits.PAYMENT_TYPE))
                .findFirst()
                .ifPresent(type -> {
                    throw new IllegalArgumentException(
                            "suite.payment.pending-types: a type has 1 to 40 capitals, digits or underscores, but one is "
                                    + type);
                });
    }

    /** What happens to the money at checkout. */
    public enum AtCheckout {
        AUTHORIZE,
        SALE
    }

    /** Whether payments of this type are promised rather than held. */
    public boolean isPending(String type) {
        return pendingTypes.contains(type);
    }

    /** How long a caller whose authorization stopped half-way has to send it again before the cart service is asked. */
    Duration grace() {
        return lease.dividedBy(2);
    }

    /** How long a gateway that is away is left alone, after so many rounds in vain. */
    Duration pauseAfterTrouble(int rounds) {
        Duration doubled = Duration.ofSeconds(1).multipliedBy(1L << Math.min(rounds, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** How long a gateway that refuses is left alone, after so many refusals; empty when it is left to people. */
    Optional<Duration> pauseAfterRefusal(int refusals) {
        return refusals < reversalRetries
                ? Optional.of(reversalPause.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS)))
                : Optional.empty();
    }

    Claim claim(Instant now) {
        return new Claim(UUID.randomUUID().toString(), now.plus(lease));
    }
}
