package io.checkoutsuite.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.Orders;
import io.checkoutsuite.test.http.ApiClient;
import java.time.Duration;

/** Sends one more event after all others and waits until it is applied. Then all earlier events are applied, too. */
public final class EventBarrier {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Topics topics;
    private final Orders orders;
    private final ApiClient api;

    EventBarrier(Topics topics, Orders orders, ApiClient api) {
        this.topics = topics;
        this.orders = orders;
        this.api = api;
    }

    public void awaitSales() {
        SaleFixture last = SaleFixture.ofGuest();
        topics.send(last.completion());
        awaitOrder(last.cartId());
    }

    public void awaitShortages() {
        SaleFixture last = SaleFixture.ofGuest();
        topics.send(last.shortage());
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(orders.find("default", last.cartId())).isPresent());
    }

    public void awaitRollbacks() {
        SaleFixture last = SaleFixture.ofGuest();
        topics.send(last.rollback("INVALID_CART_PRICING"));
        ApiClient operator = api.operator();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(operator.get("/failed-orders?cartId=" + last.cartId())
                                .json()
                                .get("items"))
                        .hasSize(1));
    }

    public Order awaitOrder(String cartId) {
        return await().atMost(TIMEOUT)
                .until(
                        () -> orders.find("default", cartId)
                                .filter(Order.class::isInstance)
                                .map(Order.class::cast),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
