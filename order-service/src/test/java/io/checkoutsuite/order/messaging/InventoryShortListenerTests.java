package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.order.Heard;
import io.checkoutsuite.order.OrderApi;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.Sales;
import io.checkoutsuite.order.Topics;
import io.checkoutsuite.order.order.Hold;
import io.checkoutsuite.order.order.HoldReason;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderStatus;
import java.time.Duration;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

@OrderServiceTest
@RequiredArgsConstructor
class InventoryShortListenerTests {

    private final Topics topics;
    private final Heard heard;
    private final OrderApi api;
    private final MongoOperations mongo;

    @Test
    void an_order_whose_stock_is_gone_waits_and_says_so_once() {
        Sales sale = Sales.aGuest();
        topics.send(sale.completion());
        heard.order(sale.cartId());

        topics.send(sale.shortage());
        topics.send(sale.shortage());
        heard.everyShortage();

        requireHeldOnce(sale);
    }

    @Test
    void a_shortage_heard_of_before_the_order_is_kept_for_it() {
        Sales sale = Sales.by("carla");
        topics.send(sale.shortage());
        topics.send(sale.shortage());
        heard.everyShortage();
        assertThat(api.operator().get("/orders/" + sale.cartId()).status()).isEqualTo(404);
        assertThat(api.operator().get("/orders/" + sale.number()).status()).isEqualTo(404);
        assertThat(api.operator().get("/orders?cartId=" + sale.cartId()).json().get("items"))
                .isEmpty();

        topics.send(sale.completion());
        topics.send(sale.completion());
        heard.everySale();

        requireHeldOnce(sale);
        assertThat(api.customer("carla").get("/orders?limit=500").text()).contains(sale.number());
    }

    @Test
    void both_heard_of_again_after_the_inbox_was_lost_change_nothing() {
        Sales sale = Sales.aGuest();
        topics.send(sale.shortage());
        heard.everyShortage();
        topics.send(sale.completion());
        heard.everySale();
        requireHeldOnce(sale);
        Order order = heard.order(sale.cartId());
        mongo.dropCollection("consumed");

        topics.send(sale.shortage());
        heard.everyShortage();
        topics.send(sale.completion());
        heard.everySale();

        assertThat(heard.order(sale.cartId())).isEqualTo(order);
        requireHeldOnce(sale);
    }

    private void requireHeldOnce(Sales sale) {
        Order order = heard.order(sale.cartId());
        assertThat(order.status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(order.holds())
                .containsExactly(new Hold(
                        HoldReason.BACKORDERED,
                        Sales.SOLD_AT.plusSeconds(5),
                        List.of(new Hold.MissingStock("SKU-1", 3, 1))));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(topics.published("orderCreated", sale.cartId()))
                    .containsExactly("orderCreated:" + sale.requestId());
            assertThat(topics.published("orderHeld", sale.cartId()))
                    .containsExactly("orderHeld:" + sale.requestId() + ":BACKORDERED");
        });
    }
}
