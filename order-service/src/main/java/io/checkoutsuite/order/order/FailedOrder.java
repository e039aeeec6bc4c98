package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutRollback;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checkout attempt that never became an order.
 *
 * @param number the number that the order would have had
 * @param failureType why, for instance FAILED_PAYMENT_TRANSACTION
 * @param activity the checkout activity that could not be completed; null if none had begun
 * @param failedAt when it was given up
 * @param kept why it could not be thrown away; null if nobody has tried in vain
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
        @Nullable Kept kept) {

    public FailedOrder {
        Objects.requireNonNull(failedAt);
    }

    /**
     * A reason to keep a record that is old enough to go.
     *
     * @param reason for people
     * @param since when it first had to be kept
     * @param until when it is looked at again
     */
    public record Kept(String reason, Instant since, Instant until) {}

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
                null);
    }

    /** Its place in lists: in the order of time, and different for each attempt. */
    public String cursor() {
        return Cursor.of(failedAt, requestId);
    }
}
