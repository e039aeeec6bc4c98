package io.checkoutsuite.order.web;

import io.checkoutsuite.order.order.FailedOrder;
import io.checkoutsuite.order.order.FailedOrders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Filters;
import io.checkoutsuite.web.http.Page;
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
    record KeptAnswer(String reason, Instant since) {}

    record FailedOrderAnswer(
            String requestId,
            String cartId,
            String number,
            String failureType,
            @Nullable String failureMessage,
            @Nullable String activity,
            @Nullable String customerId,
            Instant failedAt,
            @Nullable KeptAnswer kept) {

        static FailedOrderAnswer of(FailedOrder failed) {
            return new FailedOrderAnswer(
                    failed.requestId(),
                    failed.cartId(),
                    failed.number(),
                    failed.failureType(),
                    failed.failureMessage(),
                    failed.activity(),
                    failed.customerId(),
                    failed.failedAt(),
                    failed.kept() == null
                            ? null
                            : new KeptAnswer(
                                    failed.kept().reason(), failed.kept().since()));
        }
    }

    @GetMapping("/failed-orders")
    Page<FailedOrderAnswer> failedOrders(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(required = false) @Nullable String cartId,
            @RequestParam(defaultValue = "false") boolean kept,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        Filters.requireKnown(parameters.keySet(), Set.of("cartId", "kept"));
        int size = Page.limit(limit);
        Page<FailedOrder> found =
                Page.of(failedOrders.list(caller.tenant(), cartId, kept, after, size + 1), size, FailedOrder::cursor);
        return new Page<>(found.items().stream().map(FailedOrderAnswer::of).toList(), found.next());
    }
}
