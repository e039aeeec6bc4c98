package io.checkoutsuite.order.store;

import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.order.order.FailedOrder;
import io.checkoutsuite.order.order.Retention.NotRetained;
import io.checkoutsuite.order.order.Retention.Retained;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * The stored form of a failed order.
 *
 * @param id tenant/request; as the key it allows one record per attempt
 * @param seq the cursor in lists
 * @param month when it was rolled back, as yyyy-MM; few records share a month, so old ones are found without a scan
 * @param retained absent unless the record is retained
 * @param flagged true if the record is retained, else absent
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
        String seq,
        String month,
        @Nullable Retained retained,
        @Nullable Boolean flagged) {

    static String id(String tenant, String requestId) {
        return new TenantKey(tenant, requestId).id();
    }

    static YearMonth month(Instant failedAt) {
        return YearMonth.from(failedAt.atOffset(ZoneOffset.UTC));
    }

    static FailedOrderDocument of(FailedOrder failed) {
        Retained retained = switch (failed.retention()) {
            case NotRetained() -> null;
            case Retained known -> known;
        };
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
                failed.cursor(),
                month(failed.failedAt()).toString(),
                retained,
                retained == null ? null : true);
    }

    /** @throws RuntimeException if the document is not a failed order or is stored under the key of another one */
    FailedOrder failedOrder() {
        if (!id.equals(id(tenant, requestId))) {
            throw new IllegalStateException("The document belongs to request " + requestId + " of tenant " + tenant);
        }
        return new FailedOrder(
                tenant,
                requestId,
                cartId,
                number,
                failureType,
                failureMessage,
                activity,
                customerId,
                failedAt,
                retained == null ? new NotRetained() : retained);
    }
}
