package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.order.EventBarrier;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.Topics;
import io.checkoutsuite.test.http.ApiClient;
import io.checkoutsuite.test.http.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lombok.RequiredArgsConstructor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

@OrderServiceTest
@RequiredArgsConstructor
class DeadLetterTests {

    private static final byte[] NO_TEXT = {(byte) 0xff, 0, (byte) 0xc3, 1};

    private final Topics topics;
    private final EventBarrier barrier;
    private final ApiClient api;
    private final MongoOperations mongo;

    @Test
    void a_message_that_is_no_json_is_parked_and_does_not_stop_the_next() {
        SaleFixture sale = SaleFixture.ofGuest();

        topics.send(sale.completion(), "{\"requestId\": oops");
        barrier.awaitSales();

        JsonNode letter = parked(sale.requestId());
        assertThat(letter.get("topic").asString()).isEqualTo("checkoutCompletion");
        assertThat(letter.get("eventId").asString()).isEqualTo("checkoutCompletion:" + sale.requestId());
        assertThat(letter.get("reason").asString()).contains("Unreadable checkoutCompletion");
        JsonNode whole = api.operator()
                .get("/ops/dead-letters/" + letter.get("id").asString())
                .json();
        assertThat(whole.get("body").asString()).isEqualTo("{\"requestId\": oops");
        assertThat(whole.get("headers").get("ce_type").asString()).isEqualTo("checkoutCompletion");
    }

    @Test
    void a_message_without_headers_is_parked_with_the_reason() {
        String key = SaleFixture.ofGuest().cartId();

        topics.send("checkoutRollback", key, Map.of(), "{}");
        barrier.awaitRollbacks();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.operator()
                                .get("/ops/dead-letters?limit=500")
                                .text())
                        .contains("The message has no header ce_type"));
    }

    @Test
    void a_sale_without_an_order_number_is_parked() {
        SaleFixture sale = SaleFixture.ofGuest();

        topics.send(
                sale.completion(),
                topics.body(sale.completion()).replace("\"orderNumber\":\"" + sale.number() + "\",", ""));

        assertThat(parked(sale.requestId()).get("reason").asString())
                .isEqualTo("MalformedEventException: checkoutCompletion without orderNumber");
    }

    @Test
    void a_second_sale_of_a_cart_under_another_request_is_parked_and_leaves_the_order_alone() {
        SaleFixture sale = SaleFixture.ofGuest();
        SaleFixture again = sale.anotherAttempt();
        topics.send(sale.completion());
        barrier.awaitOrder(sale.cartId());

        topics.send(again.completion());

        assertThat(parked(again.requestId()).get("reason").asString())
                .contains("Cart " + sale.cartId() + " was ordered as " + sale.number());
        assertThat(barrier.awaitOrder(sale.cartId()).requestId()).isEqualTo(sale.requestId());
        assertThat(topics.published("orderCreated", sale.cartId())).containsExactly("orderCreated:" + sale.requestId());
    }

    @Test
    void a_parked_sale_is_applied_once_its_cause_is_gone_and_it_is_sent_again() {
        SaleFixture first = SaleFixture.ofGuest();
        SaleFixture sale = SaleFixture.ofGuest().withNumber(first.number());
        topics.send(first.completion());
        barrier.awaitOrder(first.cartId());
        topics.send(sale.completion());
        JsonNode letter = parked(sale.requestId());
        assertThat(letter.get("reason").asString()).contains("belongs to another cart");

        mongo.remove(query(where("_id").is("default/" + first.cartId())), "orders");
        mongo.remove(query(where("_id").is("default/" + first.number())), "order_numbers");
        ApiResponse redriven = redrive(letter);

        assertThat(redriven.status()).isEqualTo(200);
        assertThat(redriven.json().get("state").asString()).isEqualTo("REDRIVEN");
        assertThat(barrier.awaitOrder(sale.cartId()).number()).isEqualTo(first.number());
        assertThat(find(sale.requestId())).isEmpty();
    }

    @Test
    void a_parked_sale_sent_again_in_vain_comes_back_and_counts_how_often() {
        SaleFixture sale = SaleFixture.ofGuest();
        topics.send(sale.completion(), "not json either");
        JsonNode letter = parked(sale.requestId());

        redrive(letter);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(find(sale.requestId()))
                        .hasValueSatisfying(
                                back -> assertThat(back.get("redrives").asInt()).isEqualTo(1)));
    }

    private static List<ProducerRecord<byte[], byte[]>> odd() {
        List<ProducerRecord<byte[], byte[]>> odd = new ArrayList<>();
        for (String topic : List.of("checkoutRollback", "checkoutRollback.order-service.dlq")) {
            odd.add(record(topic, null, null));
            odd.add(record(topic, new byte[0], new byte[0]));
            odd.add(record(topic, NO_TEXT, NO_TEXT, header(EventHeaders.TYPE, NO_TEXT)));
            odd.add(record(topic, utf8("k\0"), utf8("\0\u0007\u2028\uD83D\uDE00 <b>\r\n"), header("a\0b", utf8("\0"))));
            odd.add(record(
                    topic,
                    null,
                    utf8("{}"),
                    header(EventHeaders.TYPE, utf8("checkoutRollback")),
                    header(EventHeaders.ID, utf8("../../x?y#z%00 / ")),
                    header(EventHeaders.REQUEST_ID, NO_TEXT),
                    header(EventHeaders.TENANT, NO_TEXT),
                    header(EventHeaders.REDRIVES, utf8("abc"))));
            odd.add(record(
                    topic, null, utf8("x"), header("", null), header("$where", utf8("1")), header("a.b.", NO_TEXT)));
            odd.add(record(topic, null, utf8("x"), header(EventHeaders.REPLAY_TARGET, NO_TEXT)));
            odd.add(record(topic, null, utf8("x".repeat(400 * 1024))));
            ProducerRecord<byte[], byte[]> manyHeaders = record(topic, null, utf8("x"));
            IntStream.range(0, 20_000).forEach(i -> manyHeaders.headers().add("", null));
            odd.add(manyHeaders);
        }
        return odd;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value, Header... headers) {
        return new ProducerRecord<>(topic, 0, key, value, List.of(headers));
    }

    private static Header header(String name, byte[] value) {
        return new RecordHeader(name, value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatever_a_record_is_made_of_an_operator_lists_it_reads_it_and_sends_it_again() {
        Set<String> before = Set.copyOf(listed("PARKED"));
        List<ProducerRecord<byte[], byte[]>> odd = odd();

        odd.forEach(topics::send);

        List<String> parked = newlyParked(before, odd.size());
        List<Integer> lengths = new ArrayList<>();
        for (String id : parked) {
            JsonNode whole = read(id);
            assertThat(whole.get("letter").get("id").asString()).isEqualTo(id);
            assertThat(whole.get("letter").get("topic").asString()).isEqualTo("checkoutRollback");
            assertThat(whole.get("letter").get("reason").asString()).isNotBlank();
            assertThat(whole.get("state").asString()).isEqualTo("PARKED");
            lengths.add(whole.get("bodyBytes").asInt());
        }
        assertThat(lengths)
                .containsExactlyInAnyOrderElementsOf(odd.stream()
                        .map(sent -> sent.value() == null ? 0 : sent.value().length)
                        .toList());

        assertThat(redrive(parked.getFirst()).status()).isEqualTo(200);
        ApiResponse report = api.operator()
                .post(
                        "/ops/dead-letters/redrives",
                        Map.of("ids", parked.subList(1, parked.size()), "perSecond", 1_000));

        assertThat(report.status()).as(report.text()).isEqualTo(200);
        assertThat(report.json().get("redriven").asInt()).as(report.text()).isEqualTo(odd.size() - 1);
        assertThat(listed("REDRIVEN")).containsAll(parked);
        before = Stream.concat(before.stream(), parked.stream()).collect(Collectors.toSet());
        newlyParked(before, odd.size())
                .forEach(id -> assertThat(read(id).get("letter").get("redrives").asInt())
                        .isEqualTo(1));
    }

    private JsonNode read(String id) {
        ApiResponse whole = api.operator().get("/ops/dead-letters/" + id);
        assertThat(whole.status()).as("%s: %s", id, whole.text()).isEqualTo(200);
        return whole.json();
    }

    private List<String> newlyParked(Set<String> before, int count) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> listed("PARKED").stream()
                                .filter(id -> !before.contains(id))
                                .toList(),
                        found -> found.size() == count);
    }

    /** Reads the whole list, page by page. */
    private List<String> listed(String state) {
        ApiClient operator = api.operator();
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            ApiResponse page = operator.get("/ops/dead-letters?limit=7&state=%s&after=%s".formatted(state, after));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json().get("items").forEach(letter -> ids.add(letter.get("id").asString()));
            after = page.json().path("next").asString("");
        } while (!after.isEmpty());
        return ids;
    }

    @Test
    void dead_letters_are_for_operators() {
        assertThat(api.get("/ops/dead-letters").status()).isEqualTo(401);
        assertThat(api.customer("carla").get("/ops/dead-letters").status()).isEqualTo(403);
        assertThat(api.operator().get("/ops/dead-letters/unknown").status()).isEqualTo(404);
    }

    private ApiResponse redrive(JsonNode letter) {
        return redrive(letter.get("id").asString());
    }

    private ApiResponse redrive(String id) {
        return api.operator().post("/ops/dead-letters/" + id + "/redrives", Map.of());
    }

    private JsonNode parked(String requestId) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> find(requestId), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> find(String requestId) {
        JsonNode items =
                api.operator().get("/ops/dead-letters?limit=500").json().get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(letter -> letter.path("requestId").asString("").equals(requestId))
                .findFirst();
    }
}
