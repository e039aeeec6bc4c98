package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutRollback;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkout attempt that never became an order.
 *
 * @param number the number that the order would have had
 * @param failureType why, for instance FAILED_PAYMENT_TRANSACTION
 * @param activity the checkout activity that could not be completed; null if none had begun
 * @param failedAt when it was given up
 */
public record FailedOrder(
        String tenant,
        String requestId,
        String cartId,
        String number,
        String failureType,
        @Nullable String failureMessage,
        @Nullable String activity,
        @Nullable String customerId,
        Instant failedAt) {

    static FailedOrder of(CheckoutRollback rollback) {
        return new FailedOrder(
                rollback.contextInfo().tenant(),
                rollback.requestId(),
                rollback.cartId(),
                rollback.orderNumber(),
                rollback.failureType(),
                rollback.failureMessage(),
                rollback.activity(),
                rollback.customerId(),
                rollback.occurredAt());
    }

    /** Its place in lists: in the order of time, and different for each attempt. */
    public String cursor() {
        return Cursor.of(failedAt, requestId);
    }
}
