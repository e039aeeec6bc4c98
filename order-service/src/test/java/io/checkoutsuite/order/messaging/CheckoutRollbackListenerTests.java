package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.order.EventBarrier;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.Topics;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.Orders;
import io.checkoutsuite.test.http.ApiClient;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

@OrderServiceTest
@RequiredArgsConstructor
class CheckoutRollbackListenerTests {

    private final Topics topics;
    private final EventBarrier barrier;
    private final ApiClient api;
    private final Orders orders;
    private final MongoOperations mongo;

    @Test
    void an_attempt_that_was_rolled_back_is_on_record_once() {
        SaleFixture sale = SaleFixture.ofCustomer("carla");

        topics.send(sale.rollback("FAILED_PAYMENT_TRANSACTION"));
        topics.send(sale.rollback("FAILED_PAYMENT_TRANSACTION"));
        barrier.awaitRollbacks();
        mongo.dropCollection("inbox");
        topics.send(sale.rollback("FAILED_PAYMENT_TRANSACTION"));
        barrier.awaitRollbacks();

        JsonNode failed = failedOrders(sale);
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).get("requestId").asString()).isEqualTo(sale.requestId());
        assertThat(failed.get(0).get("failureType").asString()).isEqualTo("FAILED_PAYMENT_TRANSACTION");
        assertThat(failed.get(0).get("activity").asString()).isEqualTo("authorizePayments");
        assertThat(orders.find("default", sale.cartId())).isEmpty();
    }

    @Test
    void a_cart_rolled_back_once_can_still_be_sold() {
        SaleFixture first = SaleFixture.ofGuest();
        SaleFixture second = first.anotherAttempt();
        topics.send(first.rollback("FAILED_INVENTORY_CHECK"));
        barrier.awaitRollbacks();

        topics.send(second.completion());

        assertThat(barrier.awaitOrder(first.cartId()).requestId()).isEqualTo(second.requestId());
        assertThat(failedOrders(first)).hasSize(1);
    }

    @Test
    void a_late_rollback_of_an_earlier_attempt_changes_nothing_on_the_order() {
        SaleFixture first = SaleFixture.ofGuest();
        SaleFixture second = first.anotherAttempt();
        topics.send(second.completion());
        Order order = barrier.awaitOrder(first.cartId());

        topics.send(first.rollback("FAILED_PAYMENT_TRANSACTION"));
        topics.send(first.rollback("FAILED_PAYMENT_TRANSACTION"));
        barrier.awaitRollbacks();

        assertThat(barrier.awaitOrder(first.cartId())).isEqualTo(order);
        assertThat(failedOrders(first)).hasSize(1);
    }

    @Test
    void an_attempt_that_was_rolled_back_never_becomes_an_order() {
        SaleFixture sale = SaleFixture.ofGuest();
        topics.send(sale.rollback("CHECKOUT_ABANDONED"));
        barrier.awaitRollbacks();

        topics.send(sale.completion());

        requireParked(sale, "was already rolled back");
        assertThat(orders.find("default", sale.cartId())).isEmpty();
    }

    @Test
    void an_attempt_that_became_an_order_is_never_rolled_back() {
        SaleFixture sale = SaleFixture.ofGuest();
        topics.send(sale.completion());
        Order order = barrier.awaitOrder(sale.cartId());

        topics.send(sale.rollback("CHECKOUT_ABANDONED"));

        requireParked(sale, "has become order " + sale.number());
        assertThat(barrier.awaitOrder(sale.cartId())).isEqualTo(order);
        assertThat(failedOrders(sale)).isEmpty();
    }

    @Test
    void the_newest_failure_of_a_cart_comes_first_page_by_page() {
        SaleFixture first = SaleFixture.ofGuest();
        SaleFixture second = first.anotherAttempt();
        SaleFixture third = first.anotherAttempt();
        topics.send(first.rollback("A"));
        topics.send(second.rollback("B"));
        topics.send(third.rollback("C"));
        barrier.awaitRollbacks();

        JsonNode page = api.service()
                .get("/failed-orders?limit=2&cartId=" + first.cartId())
                .json();
        JsonNode rest = api.service()
                .get("/failed-orders?limit=2&cartId=" + first.cartId() + "&after="
                        + page.get("next").asString())
                .json();

        assertThat(page.get("items")).hasSize(2);
        assertThat(rest.get("items")).hasSize(1);
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(page.toString() + rest).contains(first.requestId(), second.requestId(), third.requestId());
    }

    @Test
    void failed_orders_are_for_operators_and_services() {
        assertThat(api.get("/failed-orders").status()).isEqualTo(401);
        assertThat(api.customer("carla").get("/failed-orders").status()).isEqualTo(403);
        assertThat(api.service().get("/failed-orders?customer=carla").status()).isEqualTo(400);
    }

    private JsonNode failedOrders(SaleFixture sale) {
        return api.operator()
                .get("/failed-orders?cartId=" + sale.cartId())
                .json()
                .get("items");
    }

    private void requireParked(SaleFixture sale, String reason) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.operator()
                                .get("/ops/dead-letters?limit=500")
                                .text())
                        .containsPattern(java.util.regex.Pattern.quote(sale.requestId()) + "[^{}]*" + reason));
    }
}
