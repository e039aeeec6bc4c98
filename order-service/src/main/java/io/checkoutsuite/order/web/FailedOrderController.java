package io.checkoutsuite.order.web;

import io.checkoutsuite.order.order.FailedOrder;
import io.checkoutsuite.order.order.FailedOrders;
import io.checkoutsuite.order.order.Retention;
import io.checkoutsuite.order.order.Retention.NotRetained;
import io.checkoutsuite.order.order.Retention.Retained;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows staff the checkout attempts that never became an order, newest first. */
@RestController
@RequiredArgsConstructor
class FailedOrderController {

    private final FailedOrders failedOrders;

    /** Why an old record is retained, and since when. */
    record FailedOrderRetentionResponse(String reason, Instant since) {

        static @Nullable FailedOrderRetentionResponse of(Retention retention) {
            return switch (retention) {
                case NotRetained() -> null;
                case Retained retained -> new FailedOrderRetentionResponse(retained.reason(), retained.since());
            };
        }
    }

    record FailedOrderResponse(
            String requestId,
            String cartId,
            String number,
            String failureType,
            @Nullable String failureMessage,
            @Nullable String activity,
            @Nullable String customerId,
            Instant failedAt,
            @Nullable FailedOrderRetentionResponse retained) {

        static FailedOrderResponse of(FailedOrder failed) {
            return new FailedOrderResponse(
                    failed.requestId(),
                    failed.cartId(),
                    failed.number(),
                    failed.failureType(),
                    failed.failureMessage(),
                    failed.activity(),
                    failed.customerId(),
                    failed.failedAt(),
                    FailedOrderRetentionResponse.of(failed.retention()));
        }
    }

    @Operation(summary = "Lists the checkout attempts that never became an order, newest first")
    @GetMapping("/failed-orders")
    Page<FailedOrderResponse> listFailedOrders(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(required = false) @Nullable String cartId,
            @RequestParam(defaultValue = "false") boolean retained,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of("cartId", "retained"));
        int size = Page.limit(limit);
        return Page.of(failedOrders.list(caller.tenant(), cartId, retained, after, size + 1), size, FailedOrder::cursor)
                .map(FailedOrderResponse::of);
    }
}
