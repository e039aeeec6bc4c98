package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutRollback;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checkout attempt that never became an order.
 *
 * @param number the number that the order would have had
 * @param failureType why the attempt failed, for instance FAILED_PAYMENT_TRANSACTION
 * @param activity the checkout activity that could not be completed; null if none had begun
 * @param failedAt when the attempt was rolled back
 * @param retention whether a purge had to retain the record
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
        Instant failedAt,
        Retention retention) {

    public FailedOrder {
        Objects.requireNonNull(failedAt);
        Objects.requireNonNull(retention);
    }

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
                rollback.occurredAt(),
                new Retention.NotRetained());
    }

    /** Its cursor in lists, which sorts by time and is unique for each attempt. */
    public String cursor() {
        return Cursor.of(failedAt, requestId);
    }
}
