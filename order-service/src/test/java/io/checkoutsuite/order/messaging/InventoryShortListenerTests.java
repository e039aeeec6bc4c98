package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.order.EventBarrier;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.Topics;
import io.checkoutsuite.order.order.HoldReason;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderHold;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.test.http.ApiClient;
import java.time.Duration;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

@OrderServiceTest
@RequiredArgsConstructor
class InventoryShortListenerTests {

    private final Topics topics;
    private final EventBarrier barrier;
    private final ApiClient api;
    private final MongoOperations mongo;

    @Test
    void an_order_whose_stock_is_gone_is_put_on_hold_and_announced_once() {
        SaleFixture sale = SaleFixture.ofGuest();
        topics.send(sale.completion());
        barrier.awaitOrder(sale.cartId());

        topics.send(sale.shortage());
        topics.send(sale.shortage());
        barrier.awaitShortages();

        requireHeldOnce(sale);
    }

    @Test
    void a_shortage_delivered_before_the_order_is_applied_to_it() {
        SaleFixture sale = SaleFixture.ofCustomer("carla");
        topics.send(sale.shortage());
        topics.send(sale.shortage());
        barrier.awaitShortages();
        assertThat(api.operator().get("/orders/" + sale.cartId()).status()).isEqualTo(404);
        assertThat(api.operator().get("/orders/" + sale.number()).status()).isEqualTo(404);
        assertThat(api.operator().get("/orders?cartId=" + sale.cartId()).json().get("items"))
                .isEmpty();

        topics.send(sale.completion());
        topics.send(sale.completion());
        barrier.awaitSales();

        requireHeldOnce(sale);
        assertThat(api.customer("carla").get("/orders?limit=500").text()).contains(sale.number());
    }

    @Test
    void both_delivered_again_after_the_inbox_was_lost_change_nothing() {
        SaleFixture sale = SaleFixture.ofGuest();
        topics.send(sale.shortage());
        barrier.awaitShortages();
        topics.send(sale.completion());
        barrier.awaitSales();
        requireHeldOnce(sale);
        Order order = barrier.awaitOrder(sale.cartId());
        mongo.dropCollection("inbox");

        topics.send(sale.shortage());
        barrier.awaitShortages();
        topics.send(sale.completion());
        barrier.awaitSales();

        assertThat(barrier.awaitOrder(sale.cartId())).isEqualTo(order);
        requireHeldOnce(sale);
    }

    private void requireHeldOnce(SaleFixture sale) {
        Order order = barrier.awaitOrder(sale.cartId());
        assertThat(order.status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(order.holds())
                .containsExactly(new OrderHold(
                        HoldReason.BACKORDERED,
                        SaleFixture.SOLD_AT.plusSeconds(5),
                        List.of(new OrderHold.MissingStock("SKU-1", 3, 1))));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(topics.published("orderCreated", sale.cartId()))
                    .containsExactly("orderCreated:" + sale.requestId());
            assertThat(topics.published("orderHeld", sale.cartId()))
                    .containsExactly("orderHeld:" + sale.requestId() + ":BACKORDERED");
        });
    }
}
