package io.checkoutsuite.payment.saved;

import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.payment.BillingAddress;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A payment method that a customer has saved.
 *
 * @param token the gateway's token; the card itself is never known
 * @param expires last month of validity, as yyyy-MM; null if it does not expire
 */
public record SavedPayment(
        String id,
        String gateway,
        Token token,
        String type,
        @Nullable String name,
        @Nullable BillingAddress billingAddress,
        @Nullable String expires,
        Instant savedAt) {

    public boolean isExpired(YearMonth now) {
        return expires != null && YearMonth.parse(expires).isBefore(now);
    }

    boolean hasSameTokenAs(SavedPayment other) {
        return gateway.equals(other.gateway) && token.equals(other.token);
    }
}
