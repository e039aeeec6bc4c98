package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.kafka.KafkaTopics.TextRecord;
import io.checkoutsuite.test.servers.TestServers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The publication of outcomes again, as the broker receives it. */
class PublicationTests extends StoredHistory {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String WRONG = "f".repeat(64);

    private final String replayId = "replay-" + UUID.randomUUID();

    /** The records of the event that were published for the first time, or for the replay of this test. */
    private List<TextRecord> published(String eventId, boolean again) {
        return KafkaTopics.read(TestServers.kafka(), Set.of("checkoutCompletion", "checkoutRollback")::contains)
                .stream()
                .filter(record -> record.header("ce_id").equals(eventId))
                .filter(record -> record.header("x-replay-id").equals(again ? replayId : ""))
                .toList();
    }

    private TextRecord awaitPublished(String eventId, boolean again) {
        await().until(() -> !published(eventId, again).isEmpty());
        return published(eventId, again).getFirst();
    }

    private ApiResponse asked(String tenant, String body) {
        return send(with(
                as("service", "operations-service", "/internal/checkouts/publications")
                        .header("X-Tenant", tenant),
                "POST",
                body));
    }

    private ApiResponse publishes(String outcomes, String orphans, String pendingOf) {
        return asked(
                "acme",
                "{\"replayId\":\"%s\",\"target\":\"order\",\"by\":\"olga\",\"outcomes\":%s,\"orphans\":%s,\"pendingOf\":%s}"
                        .formatted(replayId, outcomes, orphans, pendingOf));
    }

    private static List<String> results(ApiResponse response) {
        return response.is(200)
                .json()
                .path("results")
                .valueStream()
                .map(result -> result.path("id").asString() + " "
                        + result.path("result").asString())
                .toList();
    }

    private String digest(String tenant, String requestId) {
        return send(with(
                        as("service", "operations-service", "/internal/checkouts/histories")
                                .header("X-Tenant", tenant),
                        "POST",
                        "{\"filter\":{\"requestId\":\"%s\"},\"attempts\":\"MATCHING\",\"events\":true,\"limit\":1}"
                                .formatted(requestId)))
                .is(200)
                .text("/items/0/attempts/0/event/digest");
    }

    private static String outcome(String requestId, String digest) {
        return "{\"requestId\":\"" + requestId + "\",\"digest\":\"" + digest + "\"}";
    }

    @Test
    void an_outcome_is_published_again_byte_for_byte() {
        Buyer buyer = buyer();
        ApiResponse cart = send(with(
                        of(buyer, "/carts/" + buyer.cartId() + "/lines").header("If-Match", buyer.etag()),
                        "POST",
                        "{\"sku\":\"mug\",\"quantity\":1,\"attributes\":{\"size\":\"L\",\"colour\":\"blue\",\"gift\":\"yes\",\"engraving\":\"Ann\"}}"))
                .is(200);
        send(submission(new Buyer(buyer.name(), buyer.cartId(), cart.header("ETag")), "once"))
                .is(200);
        String requestId = buyer.requestId(1);
        TextRecord first = awaitPublished("checkoutCompletion:" + requestId, false);

        ApiResponse response = asked(
                "default",
                "{\"replayId\":\"%s\",\"target\":\"payment\",\"by\":\"olga\",\"outcomes\":[%s]}"
                        .formatted(replayId, outcome(requestId, digest("default", requestId))));

        assertThat(results(response)).containsExactly(requestId + " PUBLISHED");
        assertThat(response.text("/results/0/eventId")).isEqualTo("checkoutCompletion:" + requestId);
        TextRecord again = awaitPublished("checkoutCompletion:" + requestId, true);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(again.header("x-replay-target")).isEqualTo("payment");
        for (String name : List.of("ce_source", "ce_type", "ce_time", "ce_requestid", "ce_tenant")) {
            assertThat(again.header(name)).isEqualTo(first.header(name)).isNotEmpty();
        }
    }

    @Test
    void an_outcome_without_a_target_is_for_all() {
        store("p", at(1, "CHECKOUT_VETOED", MORNING));

        asked(
                        "acme",
                        "{\"replayId\":\"%s\",\"target\":null,\"by\":\"olga\",\"outcomes\":[%s]}"
                                .formatted(replayId, outcome("p-1", digest("acme", "p-1"))))
                .is(200);

        assertThat(awaitPublished("checkoutRollback:p-1", true).header("x-replay-target"))
                .isEmpty();
    }

    @Test
    void only_the_event_that_was_previewed_is_published() {
        store("p", at(1, "CHECKOUT_VETOED", MORNING), at(2, null, MORNING));
        String previewed = digest("acme", "p-2");
        set("p", "content.lines.0.name", "Another mug");

        assertThat(results(publishes("[" + outcome("p-2", previewed) + "]", "[]", "[]")))
                .containsExactly("p-2 CHANGED");
        assertThat(results(publishes("[" + outcome("p-2", digest("acme", "p-2")) + "]", "[]", "[]")))
                .containsExactly("p-2 PUBLISHED");

        awaitPublished("checkoutCompletion:p-2", true);
        assertThat(published("checkoutCompletion:p-2", true)).hasSize(1);
    }

    @Test
    void an_orphan_is_rolled_back_only_while_it_has_no_cart() {
        assertThat(results(publishes("[]", "[\"o-1\"]", "[]"))).containsExactly("o-1 PUBLISHED");
        TextRecord rollback = awaitPublished("checkoutRollback:o-1", true);
        assertThat(JSON.readTree(rollback.body()).path("failureType").asString())
                .isEqualTo("CHECKOUT_ABANDONED");
        assertThat(rollback.header("ce_tenant")).isEqualTo("acme");

        store("o", running());
        assertThat(results(publishes("[]", "[\"o-1\",\"o-2\"]", "[]")))
                .containsExactly("o-1 CART_EXISTS", "o-2 CART_EXISTS");
        set("o", "attempts", "none");
        assertThat(results(publishes("[]", "[\"o-1\"]", "[]"))).containsExactly("o-1 CART_EXISTS");
        assertThat(published("checkoutRollback:o-1", true)).hasSize(1);
    }

    @Test
    void pending_events_are_relayed_although_their_cart_is_not_marked() {
        store("p", at(1, "CHECKOUT_VETOED", MORNING), at(2, null, MORNING));
        set("p", "outbox", List.of(pendingEvent("p")));

        ApiResponse response = asked("acme", "{\"by\":\"olga\",\"pendingOf\":[\"p\",\"nobody\"]}");

        assertThat(results(response)).containsExactly("p PUBLISHED", "nobody UNKNOWN");
        awaitPublished("checkoutCompletion:p-2", false);
        await().until(() -> !mongo.getCollection("carts")
                .find(new Document("_id", "acme/p"))
                .first()
                .containsKey("outboxPending"));
        assertThat(results(asked("acme", "{\"by\":\"olga\",\"pendingOf\":[\"p\"]}")))
                .containsExactly("p NOTHING_PENDING");
    }

    @Test
    void another_tenants_checkouts_are_unknown() {
        store("p", at(1, "CHECKOUT_VETOED", MORNING));
        String digest = digest("acme", "p-1");

        assertThat(results(asked(
                        "default",
                        "{\"replayId\":\"%s\",\"by\":\"olga\",\"outcomes\":[%s]}"
                                .formatted(replayId, outcome("p-1", digest)))))
                .containsExactly("p-1 UNKNOWN");
    }

    @Test
    void a_hundred_events_are_published_at_once_and_no_more() {
        List<String> orphans =
                IntStream.rangeClosed(1, 101).mapToObj(i -> "o-" + i).toList();

        assertThat(results(publishes("[]", JSON.writeValueAsString(orphans.subList(0, 100)), "[]")))
                .hasSize(100)
                .allMatch(result -> result.endsWith(" PUBLISHED"));
        assertThat(publishes("[]", JSON.writeValueAsString(orphans), "[]")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/orphans");
        assertThat(publishes("[]", JSON.writeValueAsString(orphans.subList(0, 100)), "[\"c\"]")
                        .is(422)
                        .text("/errors/0/code"))
                .isEqualTo("wrong-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "csr", "operator"})
    void only_services_may_ask(String scope) {
        String body = "{\"by\":\"olga\",\"pendingOf\":[\"c\"]}";

        send(with(as(scope, "olga", "/internal/checkouts/publications"), "POST", body))
                .is(403);
        send(with(to("/internal/checkouts/publications"), "POST", body)).is(401);
        asked("nobody", body).is(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'by':'olga'}                                                                     | ' wrong-size'",
                "{'pendingOf':['c']}                                                               | /by missing",
                "{'by':'olga','pendingOf':['c'],'colour':'red'}                                    | /colour unknown-member",
                "{'by':'olga','pendingOf':['']}                                                    | /pendingOf/0 wrong-size",
                "{'by':'olga','pendingOf':[null]}                                                  | /pendingOf/0 missing",
                "{'by':'olga','target':'order','orphans':['o-1']}                                  | /replayId missing",
                "{'by':'olga','replayId':'r','orphans':['o-1']}                                    | /target missing",
                "{'by':'olga','replayId':'r','target':'cart','orphans':['o-1']}                    | /target not-allowed",
                "{'by':'olga','replayId':'a b','target':'order','orphans':['o-1']}                 | /replayId malformed",
                "{'by':'olga','replayId':'r','target':'order','outcomes':[null]}                   | /outcomes/0 missing",
                "{'by':'olga','replayId':'r','outcomes':[{'requestId':'o-1'}]}                     | /outcomes/0/digest missing",
                "{'by':'olga','replayId':'r','outcomes':[{'requestId':'o-1','digest':'0'}]}        | /outcomes/0/digest malformed"
            })
    void requests_without_sense_or_measure_are_refused_with_their_place(String body, String error) {
        ApiResponse refused = asked("acme", body.replace('\'', '"')).is(422);

        assertThat(refused.text("/errors/0/pointer") + " " + refused.text("/errors/0/code"))
                .isEqualTo(error);
    }

    @Test
    void an_unknown_member_of_an_outcome_is_refused() {
        assertThat(publishes("[{\"requestId\":\"o-1\",\"digest\":\"" + WRONG + "\",\"colour\":\"red\"}]", "[]", "[]")
                        .is(422)
                        .text("/errors/0/pointer"))
                .isEqualTo("/outcomes/0/colour");
    }

    @Test
    void the_answer_is_as_agreed_with_the_operations_service() {
        JsonNode contract = Contracts.read("publications.json");
        storeAgreedCarts();
        String request =
                JSON.writeValueAsString(contract.path("request")).replace("0".repeat(64), digest("acme", "c1-1"));

        String response = asked("acme", request).is(200).text();

        assertThat(Contracts.normalized(response))
                .isEqualTo(Contracts.normalized(JSON.writeValueAsString(contract.path("response"))));
    }
}
