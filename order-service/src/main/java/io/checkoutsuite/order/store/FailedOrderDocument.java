package io.checkoutsuite.order.store;

import io.checkoutsuite.order.order.FailedOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A failed order as it is stored.
 *
 * @param id tenant/request: the key that makes it one record per attempt
 * @param seq the place in lists
 */
record FailedOrderDocument(
        @Id String id,
        String tenant,
        String requestId,
        String cartId,
        String number,
        String failureType,
        @Nullable String failureMessage,
        @Nullable String activity,
        @Nullable String customerId,
        Instant failedAt,
        String seq) {

    static String id(String tenant, String requestId) {
        return tenant + "/" + requestId;
    }

    static FailedOrderDocument of(FailedOrder failed) {
        return new FailedOrderDocument(
                id(failed.tenant(), failed.requestId()),
                failed.tenant(),
                failed.requestId(),
                failed.cartId(),
                failed.number(),
                failed.failureType(),
                failed.failureMessage(),
                failed.activity(),
                failed.customerId(),
                failed.failedAt(),
                failed.cursor());
    }

    FailedOrder failedOrder() {
        return new FailedOrder(
                tenant, requestId, cartId, number, failureType, failureMessage, activity, customerId, failedAt);
    }
}
