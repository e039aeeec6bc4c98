package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.inventory.reservation.CheckoutAlreadyCompletedException;
import io.checkoutsuite.inventory.reservation.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.kafka.KafkaTopics.TextRecord;
import io.checkoutsuite.test.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckoutOutcomeTests extends RunningInventory {

    @Test
    void a_completion_delivered_twice_turns_soft_into_hard_once() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 3).is(200);
        CheckoutCompletion sold = completion(request, mug, 3);

        publish(sold, sold);

        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 3, 7)));
        deliverAsNew(sold);
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 3, 7));
        assertThat(state(request)).isEqualTo("COMMITTED");
        assertThat(openHolds(mug)).isEmpty();
        release(request).isProblem(409, "reservation-committed");
        reserve(request, 300, mug, 3).is(200);
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 3, 7));
    }

    @Test
    void a_rollback_delivered_twice_releases_once() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(newRequest(), 300, mug, 5).is(200);
        reserve(request, 300, mug, 3).is(200);
        CheckoutRollback failed = rollback(request);

        publish(failed, failed);

        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(10, 5, 0, 5)));
        deliverAsNew(failed);
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 5, 0, 5));
        assertThat(state(request)).isEqualTo("RELEASED");
        assertThat(openHolds(mug)).hasSize(1);
    }

    @Test
    void a_rollback_event_before_the_reservation_leaves_a_tombstone() {
        String mug = skuWith(10);
        String request = newRequest();

        publish(rollback(request), rollback(request));

        await().untilAsserted(() -> reservation(request).is(200));
        reserve(request, 300, mug, 3).isProblem(409, "reservation-closed");
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 0, 10));
    }

    @Test
    void a_completion_after_the_lease_reserves_the_stock_again() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 1, mug, 3).is(200);
        await().until(() -> state(request).equals("RELEASED"));

        CheckoutCompletion sold = completion(request, mug, 3);
        publish(sold, sold);

        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 3, 7)));
        deliverAsNew(sold);
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 3, 7));
        assertThat(state(request)).isEqualTo("COMMITTED");
        awaitInventoryShort(request, 0);
    }

    @Test
    void a_completion_of_an_unknown_request_commits_the_stock() {
        String mug = skuWith(10);
        String request = newRequest();
        CheckoutCompletion sold = completion(request, mug, 1, mug, 2);

        publish(sold, sold);

        await().untilAsserted(() -> assertThat(stock(mug)).isEqualTo(new StockFigures(10, 0, 3, 7)));
        assertThat(reservation(request).json().path("cartId").asString()).isEqualTo(cart(request));
    }

    @Test
    void a_completion_that_finds_the_stock_gone_reports_it_and_nothing_goes_negative() {
        String mug = skuWith(3);
        String lamp = skuWith(10);
        String request = newRequest();
        reserve(request, 1, mug, 3, lamp, 1).is(200);
        await().until(() -> state(request).equals("RELEASED"));
        await().untilAsserted(() -> assertThat(stock(mug).available()).isEqualTo(3));
        String faster = newRequest();
        reserve(faster, 300, mug, 2).is(200);
        publish(completion(faster, mug, 2));
        await().until(() -> state(faster).equals("COMMITTED"));

        CheckoutCompletion sold = completion(request, mug, 3, lamp, 1);
        publish(sold, sold);

        await().until(() -> state(request).equals("COMMITTED"));
        TextRecord record = awaitInventoryShort(request, 1).getFirst();
        assertThat(record.key()).isEqualTo(cart(request));
        assertThat(record.header(EventHeaders.ID)).isEqualTo("inventoryShort:" + request);
        assertThat(record.header(EventHeaders.TENANT)).isEqualTo(DEFAULT);
        InventoryShort missing = JSON.readValue(record.body(), InventoryShort.class);
        assertThat(missing.orderNumber()).isEqualTo(sold.orderNumber());
        assertThat(missing.cartId()).isEqualTo(cart(request));
        assertThat(missing.contextInfo()).isEqualTo(ContextInfo.of(DEFAULT));
        assertThat(missing.lines()).containsExactly(new InventoryShort.ShortSku(mug, 3, 1));

        StockFigures left = stock(mug);
        assertThat(left.soft()).isZero();
        assertThat(left.hard()).isEqualTo(2);
        assertThat(left.available()).isEqualTo(1);
        assertThat(stock(lamp)).isEqualTo(new StockFigures(10, 0, 1, 9));
        assertThat(reservation(request)
                        .json()
                        .path("shortages")
                        .path(0)
                        .path("sku")
                        .asString())
                .isEqualTo(mug);
        await().untilAsserted(() -> assertThat(mongo.getCollection("reservations")
                        .find(new Document("_id", DEFAULT + "/" + request))
                        .first())
                .doesNotContainKey("outboxPending"));
        deliverAsNew(sold);
        assertThat(stock(mug)).isEqualTo(left);
        awaitInventoryShort(request, 1);
    }

    @Test
    void what_a_dead_process_left_pending_is_published_later() {
        String mug = skuWith(0);
        String request = newRequest();
        CheckoutCompletion sold = completion(request, mug, 3);
        Instant longAgo = Instant.now().minusSeconds(60);
        InventoryShort pending = new InventoryShort(
                request,
                cart(request),
                sold.orderNumber(),
                List.of(new InventoryShort.ShortSku(mug, 3, 0)),
                ContextInfo.of(DEFAULT),
                longAgo);
        publish(sold);
        awaitInventoryShort(request, 1);
        await().untilAsserted(() -> assertThat(mongo.getCollection("reservations")
                        .find(new Document("_id", DEFAULT + "/" + request))
                        .first())
                .doesNotContainKey("outboxPending"));

        var entry = codec.entry(pending);
        mongo.getCollection("reservations")
                .updateOne(
                        new Document("_id", DEFAULT + "/" + request),
                        new Document(
                                "$set",
                                new Document("outboxPending", true)
                                        .append("outboxPendingSince", java.util.Date.from(longAgo))
                                        .append(
                                                "outbox",
                                                List.of(new Document("eventId", entry.eventId())
                                                        .append("type", entry.type())
                                                        .append("key", entry.key())
                                                        .append("tenant", entry.tenant())
                                                        .append("requestId", entry.requestId())
                                                        .append("at", java.util.Date.from(entry.at()))
                                                        .append("body", entry.body())))));

        awaitInventoryShort(request, 2);
    }

    static Stream<String> orders() {
        List<String> all = new ArrayList<>();
        permutations("", "PCCRR", all);
        return all.stream().distinct();
    }

    private static void permutations(String begun, String rest, List<String> into) {
        if (rest.isEmpty()) {
            into.add(begun);
        }
        for (int i = 0; i < rest.length(); i++) {
            permutations(begun + rest.charAt(i), rest.substring(0, i) + rest.substring(i + 1), into);
        }
    }

    /** P reserves, C delivers the completion, R delivers the rollback. Each event is delivered twice, without an inbox record of the first time. */
    @ParameterizedTest
    @MethodSource("orders")
    void whatever_the_order_stock_is_sold_once_or_not_at_all(String order) {
        String mug = skuWith(10);
        String lamp = skuWith(10);
        String request = newRequest();

        boolean soldFirst = order.indexOf('C') < order.indexOf('R');
        CheckoutCompletion sold = completion(request, mug, 3, lamp, 2);
        CheckoutRollback failed = rollback(request);

        for (char step : order.toCharArray()) {
            switch (step) {
                case 'P' -> reserve(request, 300, mug, 3, lamp, 2);
                case 'C' -> {
                    if (soldFirst) {
                        deliverAsNew(sold);
                    } else {
                        assertThatThrownBy(() -> deliverAsNew(sold))
                                .isInstanceOf(CheckoutAlreadyRolledBackException.class);
                    }
                }
                default -> {
                    if (soldFirst) {
                        assertThatThrownBy(() -> deliverAsNew(failed))
                                .isInstanceOf(CheckoutAlreadyCompletedException.class);
                    } else {
                        deliverAsNew(failed);
                    }
                }
            }
        }

        assertThat(state(request)).isEqualTo(soldFirst ? "COMMITTED" : "RELEASED");
        assertThat(stock(mug)).isEqualTo(soldFirst ? new StockFigures(10, 0, 3, 7) : new StockFigures(10, 0, 0, 10));
        assertThat(stock(lamp)).isEqualTo(soldFirst ? new StockFigures(10, 0, 2, 8) : new StockFigures(10, 0, 0, 10));
        assertThat(openHolds(mug)).isEmpty();
    }

    @Test
    void events_of_another_tenant_leave_this_one_alone() {
        String mug = skuWith(10);
        String request = newRequest();
        reserve(request, 300, mug, 3).is(200);
        CheckoutRollback elsewhere = new CheckoutRollback(
                request, cart(request), "O", "X", null, null, null, ContextInfo.of("acme"), Instant.now());

        deliverAsNew(elsewhere);

        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 3, 0, 7));
    }

    @Test
    void a_body_that_is_no_event_is_parked_where_an_operator_sees_it() {
        String request = newRequest();
        SuiteEvent event = rollback(request);
        bridge.send(
                EventType.CHECKOUT_ROLLBACK.outputBinding(),
                org.springframework.messaging.support.MessageBuilder.withPayload("{".getBytes(StandardCharsets.UTF_8))
                        .copyHeaders(message(event).getHeaders())
                        .build());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                call(org.springframework.http.HttpMethod.GET, "/ops/dead-letters", "operator", null)
                                        .json()
                                        .path("items"))
                        .anySatisfy(letter ->
                                assertThat(letter.path("requestId").asString()).isEqualTo(request)));
    }

    @Test
    void who_has_applied_what_can_be_asked() {
        String mug = skuWith(10);
        String request = newRequest();
        publish(completion(request, mug, 1));

        await().untilAsserted(() -> assertThat(
                        call(org.springframework.http.HttpMethod.GET, "/ops/applied/" + request, "service", null)
                                .json()
                                .path("applied")
                                .path(0)
                                .path("listener")
                                .asString())
                .isEqualTo("CheckoutCompletionListener"));
    }

    /** Waits until the topic has this number of events of the request, and fails if more come soon. */
    private static List<TextRecord> awaitInventoryShort(String request, int number) {
        return await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> KafkaTopics.read(TestServers.kafka(), "inventoryShort").stream()
                                .filter(event ->
                                        event.header(EventHeaders.REQUEST_ID).equals(request))
                                .toList(),
                        found -> found.size() == number);
    }
}
