package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.order.EventBarrier;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.Topics;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.test.http.ApiClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.mongodb.core.MongoOperations;

@OrderServiceTest
@RequiredArgsConstructor
class CheckoutCompletionListenerTests {

    private final Topics topics;
    private final EventBarrier barrier;
    private final ApiClient api;
    private final MongoOperations mongo;

    @Test
    void a_sold_cart_becomes_one_order_however_often_its_sale_is_delivered() {
        SaleFixture sale = SaleFixture.ofCustomer("carla");

        topics.send(sale.completion());
        Order order = barrier.awaitOrder(sale.cartId());
        topics.send(sale.completion());
        barrier.awaitSales();

        assertThat(barrier.awaitOrder(sale.cartId())).isEqualTo(order);
        assertThat(order.status()).isEqualTo(OrderStatus.CREATED);
        assertThat(order.sale().lines().getFirst().attributes()).hasSize(2);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.published("orderCreated", sale.cartId()))
                        .containsExactly("orderCreated:" + sale.requestId()));
    }

    @Test
    void an_order_delivered_again_after_the_inbox_was_lost_is_still_one_order() {
        SaleFixture sale = SaleFixture.ofGuest();
        topics.send(sale.completion());
        Order order = barrier.awaitOrder(sale.cartId());
        barrier.awaitSales();
        mongo.dropCollection("inbox");

        topics.send(sale.completion());
        barrier.awaitSales();

        assertThat(barrier.awaitOrder(sale.cartId())).isEqualTo(order);
        assertThat(topics.published("orderCreated", sale.cartId())).hasSize(1);
    }

    @Test
    void what_is_stored_has_no_class_names_and_nothing_pending_once_published() {
        SaleFixture sale = SaleFixture.ofGuest();

        topics.send(sale.completion());

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Document stored = mongo.findById("default/" + sale.cartId(), Document.class, "orders");
            assertThat(stored).isNotNull();
            assertThat(stored.getList("outbox", Document.class)).isEmpty();
            assertThat(stored).doesNotContainKeys("outboxPending", "outboxPendingSince");
            assertThat(stored.toJson()).doesNotContain("_class");
        });
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void a_cart_of_1000_lines_fits_and_is_quick() {
        SaleFixture sale = SaleFixture.ofCustomer("carla").withLines(1_000);
        topics.send(SaleFixture.ofGuest().completion());
        barrier.awaitSales();

        long before = System.nanoTime();
        topics.send(sale.completion());
        Order order = barrier.awaitOrder(sale.cartId());
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(order.sale().lines()).hasSize(1_000);
        assertThat(order.shipments().getFirst().lines()).hasSize(1_000);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    /** A cart may have 15 MB, and its event is less than a third of that. */
    @Test
    void a_sale_as_large_as_a_cart_can_be_becomes_an_order() {
        SaleFixture sale = SaleFixture.ofGuest();
        String body = topics.body(sale.completion());
        String attributes = IntStream.range(0, 15_000)
                .mapToObj(i -> "\"attribute %d\":\"%s\"".formatted(i, "x".repeat(300)))
                .collect(Collectors.joining(","));
        String large = body.replaceFirst("\"gift.wrap\":", attributes + ",\"gift.wrap\":");
        assertThat(large.length()).isBetween(4_500_000, 6_000_000);

        topics.send(sale.completion(), large);

        assertThat(barrier.awaitOrder(sale.cartId()).sale().lines().getFirst().attributes())
                .hasSize(15_002);
        assertThat(api.operator().get("/orders/" + sale.cartId()).status()).isEqualTo(200);
    }

    @Test
    void fields_of_a_later_version_are_passed_over() {
        SaleFixture sale = SaleFixture.ofGuest();
        String body = topics.body(sale.completion())
                .replaceFirst("\\{", "{\"loyaltyPoints\":{\"earned\":12},")
                .replace("\"currency\":\"GBP\",\"contact\"", "\"currency\":\"GBP\",\"mood\":[1],\"contact\"")
                .replace("\"version\":7", "\"version\":7,\"giftMessage\":null");

        topics.send(sale.completion(), body);

        assertThat(barrier.awaitOrder(sale.cartId()).number()).isEqualTo(sale.number());
    }

    @Test
    void fields_that_an_earlier_version_did_not_have_may_be_absent() {
        SaleFixture sale = SaleFixture.ofGuest();
        String body = topics.body(sale.completion())
                .replace(",\"application\":\"web\"", "")
                .replaceAll(",\"phone\":\"[^\"]*\"", "");
        assertThat(body).doesNotContain("phone", "application");

        topics.send(sale.completion(), body);

        assertThat(barrier.awaitOrder(sale.cartId()).sale().contact().phone()).isNull();
    }

    @Test
    void a_kind_of_event_that_is_not_known_yet_is_passed_over() {
        SaleFixture sale = SaleFixture.ofGuest();

        topics.send(
                "checkoutCompletion",
                sale.cartId(),
                Map.of("ce_id", "later:" + sale.requestId(), "ce_type", "checkoutBlessed", "ce_tenant", "default"),
                "{\"blessing\":true}");
        barrier.awaitSales();

        assertThat(api.operator().get("/ops/dead-letters?limit=500").text()).doesNotContain(sale.requestId());
    }

    @Test
    void operators_see_that_the_sale_was_applied() {
        SaleFixture sale = SaleFixture.ofGuest();

        topics.send(sale.completion());

        ApiClient operator = api.operator();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(operator.get("/ops/applied/" + sale.requestId())
                                .json()
                                .at("/applied/0/listener")
                                .asString(""))
                        .isEqualTo("CheckoutCompletionListener"));
    }

    @Test
    void a_shared_number_in_another_tenant_is_another_order() {
        SaleFixture sale = SaleFixture.ofCustomer("carla");

        topics.send(sale.completion());
        topics.send(sale.inTenant("other").completion());
        barrier.awaitSales();

        assertThat(api.as("carla", "customer").get("/orders/" + sale.number()).status())
                .isEqualTo(200);
        assertThat(api.as("carla", "customer", "other")
                        .get("/orders/" + sale.number())
                        .status())
                .isEqualTo(200);
        assertThat(mongo.count(
                        new org.springframework.data.mongodb.core.query.BasicQuery(
                                new Document("cartId", sale.cartId())),
                        "orders"))
                .isEqualTo(2);
    }
}
