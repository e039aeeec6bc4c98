package io.checkoutsuite.payment.authorization;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How authorizations are made.
 *
 * @param atCheckout whether the money is held (AUTHORIZE, captured on shipment) or taken at once (SALE)
 * @param lease how long an authorization or reversal belongs to the call that began with it; longer than any gateway takes
 * @param patience how long a second call of the same request waits for the first
 * @param lookUps how often a gateway is asked what became of an unanswered call, before it counts as unheard of
 * @param lookUpPause before the second look-up; doubled each time
 */
@ConfigurationProperties("suite.payment")
public record PaymentSettings(
        @DefaultValue("AUTHORIZE") AtCheckout atCheckout,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("4s") Duration patience,
        @DefaultValue("3") int lookUps,
        @DefaultValue("50ms") Duration lookUpPause) {

    /** What happens to the money at checkout. */
    public enum AtCheckout {
        AUTHORIZE,
        SALE
    }

    Claim claim(Instant now) {
        return new Claim(UUID.randomUUID().toString(), now.plus(lease));
    }
}
