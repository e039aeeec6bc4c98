package io.checkoutsuite.order.web;

import io.checkoutsuite.order.order.KnownOrder;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderFilter;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.OrderSummary;
import io.checkoutsuite.order.order.Orders;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows orders to their customers and to staff. */
@RestController
@RequestMapping("/orders")
@RequiredArgsConstructor
class OrderController {

    private final Orders orders;

    @Operation(summary = "Returns an order by its number or its id")
    @GetMapping("/{numberOrId}")
    OrderResponse readOrder(Caller caller, @PathVariable String numberOrId) {
        return orders.withNumber(caller.tenant(), numberOrId)
                .or(() -> ofCart(caller.tenant(), numberOrId))
                .filter(order -> caller.isStaff() || caller.isCustomer(order.customerId()))
                .map(OrderResponse::of)
                .orElseThrow(() -> ProblemException.notFound("order"));
    }

    private Optional<Order> ofCart(String tenant, String cartId) {
        return orders.find(tenant, cartId).flatMap(OrderController::placed);
    }

    private static Optional<Order> placed(KnownOrder known) {
        return known instanceof Order order ? Optional.of(order) : Optional.empty();
    }

    @Operation(summary = "Lists orders, newest first")
    @GetMapping
    Page<OrderSummaryResponse> listOrders(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestParam(required = false) @Nullable String cartId,
            @RequestParam(required = false) @Nullable String customerId,
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of("cartId", "customerId", "status"));
        int size = Page.limit(limit);
        if (!caller.isStaff() && customerId != null && !caller.isCustomer(customerId)) {
            return Page.whole(List.of());
        }
        return Page.of(
                        orders.list(new OrderFilter(
                                caller.tenant(),
                                cartId,
                                caller.isStaff() ? customerId : String.valueOf(caller.subject()),
                                status,
                                after,
                                size + 1)),
                        size,
                        OrderSummary::cursor)
                .map(OrderSummaryResponse::of);
    }
}
