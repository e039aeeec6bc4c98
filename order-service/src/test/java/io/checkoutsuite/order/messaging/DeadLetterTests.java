package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.order.Heard;
import io.checkoutsuite.order.OrderApi;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.Sales;
import io.checkoutsuite.order.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

@OrderServiceTest
@RequiredArgsConstructor
class DeadLetterTests {

    private final Topics topics;
    private final Heard heard;
    private final OrderApi api;
    private final MongoOperations mongo;

    @Test
    void a_message_that_is_no_json_is_parked_and_does_not_stop_the_next() {
        Sales sale = Sales.aGuest();

        topics.send(sale.completion(), "{\"requestId\": oops");
        heard.everySale();

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
        String key = Sales.aGuest().cartId();

        topics.send("checkoutRollback", key, Map.of(), "{}");
        heard.everyRollback();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        api.operator().get("/ops/dead-letters?limit=500").text())
                .contains("The message has no header ce_type"));
    }

    @Test
    void a_sale_without_an_order_number_is_parked() {
        Sales sale = Sales.aGuest();

        topics.send(
                sale.completion(),
                topics.body(sale.completion()).replace("\"orderNumber\":\"" + sale.number() + "\",", ""));

        assertThat(parked(sale.requestId()).get("reason").asString())
                .isEqualTo("MalformedEventException: checkoutCompletion without orderNumber");
    }

    @Test
    void a_second_sale_of_a_cart_under_another_request_is_parked_and_leaves_the_order_alone() {
        Sales sale = Sales.aGuest();
        Sales again = sale.anotherAttempt();
        topics.send(sale.completion());
        heard.order(sale.cartId());

        topics.send(again.completion());

        assertThat(parked(again.requestId()).get("reason").asString())
                .contains("Cart " + sale.cartId() + " was ordered as " + sale.number());
        assertThat(heard.order(sale.cartId()).requestId()).isEqualTo(sale.requestId());
        assertThat(topics.published("orderCreated", sale.cartId())).containsExactly("orderCreated:" + sale.requestId());
    }

    @Test
    void a_parked_sale_is_applied_once_its_cause_is_gone_and_it_is_sent_again() {
        Sales first = Sales.aGuest();
        Sales sale = Sales.aGuest().numbered(first.number());
        topics.send(first.completion());
        heard.order(first.cartId());
        topics.send(sale.completion());
        JsonNode letter = parked(sale.requestId());
        assertThat(letter.get("reason").asString()).contains("belongs to another cart");

        mongo.remove(query(where("_id").is("default/" + first.cartId())), "orders");
        mongo.remove(query(where("_id").is("default/" + first.number())), "order_numbers");
        OrderApi.Answer redriven = redrive(letter);

        assertThat(redriven.status()).isEqualTo(200);
        assertThat(redriven.json().get("state").asString()).isEqualTo("REDRIVEN");
        assertThat(heard.order(sale.cartId()).number()).isEqualTo(first.number());
        assertThat(find(sale.requestId())).isEmpty();
    }

    @Test
    void a_parked_sale_sent_again_in_vain_comes_back_and_counts_how_often() {
        Sales sale = Sales.aGuest();
        topics.send(sale.completion(), "not json either");
        JsonNode letter = parked(sale.requestId());

        redrive(letter);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(find(sale.requestId()))
                .hasValueSatisfying(
                        back -> assertThat(back.get("redrives").asInt()).isEqualTo(1)));
    }

    @Test
    void dead_letters_are_for_operators() {
        assertThat(api.get("/ops/dead-letters").status()).isEqualTo(401);
        assertThat(api.customer("carla").get("/ops/dead-letters").status()).isEqualTo(403);
        assertThat(api.operator().get("/ops/dead-letters/unknown").status()).isEqualTo(404);
    }

    private OrderApi.Answer redrive(JsonNode letter) {
        return api.operator().post("/ops/dead-letters/" + letter.get("id").asString() + "/redrives", Map.of());
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
