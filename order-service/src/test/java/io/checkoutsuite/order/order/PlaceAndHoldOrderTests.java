package io.checkoutsuite.order.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.Topics;
import io.checkoutsuite.test.concurrency.Concurrently;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;

/** Calls the use cases directly, without the inbox that filters out most repetitions. */
@OrderServiceTest
@RequiredArgsConstructor
class PlaceAndHoldOrderTests {

    private final PlaceOrder placeOrder;
    private final HoldOrder holdOrder;
    private final Orders orders;
    private final Topics topics;
    private final EventCodec codec;
    private final MongoOperations mongo;

    @RepeatedTest(10)
    void sale_and_shortage_in_parallel_make_one_order_on_hold_that_is_announced_once() throws Exception {
        SaleFixture sale = SaleFixture.ofCustomer("carla");

        inParallel(
                () -> placeOrder.place(sale.completion(), sale.entry()),
                () -> holdOrder.hold(sale.shortage()),
                () -> placeOrder.place(sale.completion(), sale.entry()),
                () -> holdOrder.hold(sale.shortage()),
                () -> placeOrder.place(sale.completion(), sale.entry()),
                () -> holdOrder.hold(sale.shortage()));

        Order order = (Order) orders.find("default", sale.cartId()).orElseThrow();
        assertThat(order.status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(order.holds()).hasSize(1);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(new HashSet<>(topics.published("orderCreated", sale.cartId())))
                    .containsExactly("orderCreated:" + sale.requestId());
            assertThat(new HashSet<>(topics.published("orderHeld", sale.cartId())))
                    .containsExactly("orderHeld:" + sale.requestId() + ":BACKORDERED");
        });
    }

    @RepeatedTest(10)
    void of_two_attempts_that_sell_one_cart_at_once_one_is_refused() throws Exception {
        SaleFixture one = SaleFixture.ofGuest();
        SaleFixture other = one.anotherAttempt();

        List<Throwable> refused = inParallelCollecting(
                () -> placeOrder.place(one.completion(), one.entry()),
                () -> placeOrder.place(other.completion(), other.entry()));

        assertThat(refused).singleElement().isInstanceOf(CartAlreadyOrderedException.class);
    }

    @Test
    void a_shortage_of_another_attempt_is_refused() {
        SaleFixture sale = SaleFixture.ofGuest();
        placeOrder.place(sale.completion(), sale.entry());

        assertThatThrownBy(() -> holdOrder.hold(sale.anotherAttempt().shortage()))
                .isInstanceOf(CartAlreadyOrderedException.class);
        assertThat(orders.find("default", sale.cartId()).orElseThrow().holds()).isEmpty();
    }

    @Test
    void a_sale_of_another_attempt_than_the_awaited_one_is_refused() {
        SaleFixture sale = SaleFixture.ofGuest();
        holdOrder.hold(sale.shortage());

        assertThatThrownBy(() -> placeOrder.place(
                        sale.anotherAttempt().completion(),
                        sale.anotherAttempt().entry()))
                .isInstanceOf(CartAlreadyOrderedException.class);
        placeOrder.place(sale.completion(), sale.entry());
        assertThat(orders.find("default", sale.cartId()).orElseThrow().requestId())
                .isEqualTo(sale.requestId());
    }

    @Test
    void the_same_attempt_with_another_number_or_total_is_refused_and_again_as_it_was_changes_nothing() {
        SaleFixture sale = SaleFixture.ofGuest();
        placeOrder.place(sale.completion(), sale.entry());
        KnownOrder before = orders.find("default", sale.cartId()).orElseThrow();

        assertThatThrownBy(() -> placeOrder.place(
                        sale.withLines(9).completion(), sale.withLines(9).entry()))
                .isInstanceOf(OrderDiffersException.class);
        assertThatThrownBy(() -> placeOrder.place(
                        sale.withNumber("another").completion(),
                        sale.withNumber("another").entry()))
                .isInstanceOf(OrderDiffersException.class);
        placeOrder.place(sale.completion(), sale.entry());
        assertThat(orders.find("default", sale.cartId())).contains(before);
    }

    @Test
    void a_number_that_is_taken_is_refused_for_sale_and_shortage_alike() {
        SaleFixture first = SaleFixture.ofGuest();
        placeOrder.place(first.completion(), first.entry());
        SaleFixture second = SaleFixture.ofGuest().withNumber(first.number());

        assertThatThrownBy(() -> placeOrder.place(second.completion(), second.entry()))
                .isInstanceOf(OrderNumberTakenException.class);
        assertThatThrownBy(() -> holdOrder.hold(second.shortage())).isInstanceOf(OrderNumberTakenException.class);
    }

    @RepeatedTest(10)
    void of_two_carts_that_are_sold_under_one_number_at_once_one_is_refused() throws Exception {
        SaleFixture one = SaleFixture.ofGuest();
        SaleFixture other = SaleFixture.ofGuest().withNumber(one.number());

        List<Throwable> refused = inParallelCollecting(
                () -> placeOrder.place(one.completion(), one.entry()),
                () -> placeOrder.place(other.completion(), other.entry()));

        assertThat(refused).singleElement().isInstanceOf(OrderNumberTakenException.class);
        Order placed = orders.withNumber("default", one.number()).orElseThrow();
        assertThat(List.of(one, other))
                .filteredOn(sale -> orders.find("default", sale.cartId()).isPresent())
                .extracting(SaleFixture::cartId)
                .containsExactly(placed.cartId());
    }

    @Test
    void a_number_whose_process_died_before_it_stored_the_order_is_still_that_carts() {
        SaleFixture sale = SaleFixture.ofGuest();
        mongo.insert(new Document("_id", "default/" + sale.number()).append("cartId", sale.cartId()), "order_numbers");
        assertThat(orders.withNumber("default", sale.number())).isEmpty();
        assertThat(orders.isNumberTaken("default", sale.number(), sale.cartId()))
                .isFalse();

        SaleFixture another = SaleFixture.ofGuest().withNumber(sale.number());
        assertThatThrownBy(() -> placeOrder.place(another.completion(), another.entry()))
                .isInstanceOf(OrderNumberTakenException.class);
        placeOrder.place(sale.completion(), sale.entry());

        assertThat(orders.withNumber("default", sale.number()).map(Order::cartId))
                .contains(sale.cartId());
    }

    @Test
    void what_was_pending_when_a_process_died_is_published_by_another() {
        SaleFixture sale = SaleFixture.ofGuest();
        Order order = Order.of(sale.completion(), Instant.now().minusSeconds(60));
        List<Document> pending = order.creationEvents().stream()
                .map(codec::entry)
                .map(PlaceAndHoldOrderTests::stored)
                .toList();
        mongo.insert(
                new Document("_id", "default/" + sale.cartId())
                        .append("tenant", "default")
                        .append("number", sale.number())
                        .append("outbox", pending)
                        .append("outboxPending", true)
                        .append("outboxPendingSince", Date.from(order.createdAt())),
                "orders");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(topics.published("orderCreated", sale.cartId()))
                        .containsExactly("orderCreated:" + sale.requestId()));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mongo.findById("default/" + sale.cartId(), Document.class, "orders"))
                        .doesNotContainKey("outboxPending"));
    }

    private static Document stored(OutboxEntry entry) {
        return new Document("eventId", entry.eventId())
                .append("type", entry.type())
                .append("key", entry.key())
                .append("tenant", entry.tenant())
                .append("requestId", entry.requestId())
                .append("at", Date.from(entry.at()))
                .append("body", entry.body());
    }

    private static void inParallel(Runnable... steps) {
        assertThat(inParallelCollecting(steps)).isEmpty();
    }

    private static List<Throwable> inParallelCollecting(Runnable... steps) {
        return Concurrently.times(steps.length, step -> Optional.ofNullable(catchThrowable(steps[step]::run))).stream()
                .flatMap(Optional::stream)
                .toList();
    }
}
