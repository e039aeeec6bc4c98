package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that was chosen earlier and no longer pays for the cart.
 *
 * @param amount its share of the total; null means the remainder
 */
public record ArchivedPayment(
        String id,
        String gateway,
        @Nullable String type,
        @Nullable Money amount,
        @Nullable String savedPaymentId,
        Instant addedAt,
        Instant archivedAt,
        Reason reason) {

    /** Why a payment no longer pays for the cart. */
    public enum Reason {
        /** The buyer chose another one instead. */
        REPLACED,
        REMOVED
    }

    static ArchivedPayment of(CartPayment payment, Reason reason, Instant now) {
        return new ArchivedPayment(
                payment.id(),
                payment.gateway(),
                payment.type(),
                payment.amount(),
                payment.savedPaymentId(),
                payment.addedAt(),
                now,
                reason);
    }
}
