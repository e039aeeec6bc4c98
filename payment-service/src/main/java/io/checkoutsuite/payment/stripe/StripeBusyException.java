package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.GatewayException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stripe refuses a request for the moment. */
final class StripeBusyException extends RuntimeException {

    private final @Nullable Duration retryAfter;
    private final GatewayException outcome;

    /**
     * @param retryAfter how long Stripe wants to be left alone; null if it did not say
     * @param outcome what is thrown if the request is not repeated
     */
    StripeBusyException(@Nullable Duration retryAfter, GatewayException outcome) {
        super(outcome);
        this.retryAfter = retryAfter;
        this.outcome = outcome;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    GatewayException outcome() {
        return outcome;
    }
}
