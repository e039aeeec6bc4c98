package io.checkoutsuite.order.messaging;

import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.HeldResources;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.order.order.Orders;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the orders that checkout attempts have become, one per cart. */
@Component
@RequiredArgsConstructor
class OrderHeldResources implements HeldResources {

    private final Orders orders;

    @Override
    public List<HeldResource> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return orders.page(tenant, created, after, limit).stream()
                .map(order -> new HeldResource(
                        order.cartId(),
                        order.requestId(),
                        order.cartId(),
                        "ORDER",
                        order.createdAt(),
                        order.number() + " " + order.total()))
                .toList();
    }
}
