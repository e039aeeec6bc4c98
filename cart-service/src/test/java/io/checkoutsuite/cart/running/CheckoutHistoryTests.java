package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.text.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checkout history as the operations service reads it. The carts are of a tenant that has no other carts. */
class CheckoutHistoryTests extends StoredHistory {

    private static final JsonMapper JSON = new JsonMapper();

    @BeforeEach
    void storesCarts() {
        store("a", at(1, "CHECKOUT_ABANDONED", MORNING), at(2, null, MORNING.plusSeconds(60)));
        store("b", at(1, "FAILED_PAYMENT_TRANSACTION", MORNING.plusSeconds(120)));
        store("c");
        store("d", running());
    }

    private ApiResponse asked(String tenant, String body) {
        return send(with(
                as("service", "operations-service", "/internal/checkouts/histories")
                        .header("X-Tenant", tenant),
                "POST",
                body));
    }

    private ApiResponse page(String filter, String attempts, boolean events, String after, int limit) {
        return asked(
                        "acme",
                        "{\"filter\":%s,\"attempts\":\"%s\",\"events\":%s,\"after\":%s,\"limit\":%d}"
                                .formatted(
                                        filter, attempts, events, after == null ? "null" : "\"" + after + "\"", limit))
                .is(200);
    }

    /** The entries of all pages. */
    private List<JsonNode> all(String filter, String attempts, boolean events, int limit) {
        List<JsonNode> entries = new ArrayList<>();
        String after = null;
        do {
            JsonNode page = page(filter, attempts, events, after, limit).json();
            page.path("items").forEach(entries::add);
            assertThat(page.has("next")).isTrue();
            after = page.path("next").isNull() ? null : page.path("next").asString();
        } while (after != null);
        return entries;
    }

    private static List<String> requestIds(List<JsonNode> entries) {
        return entries.stream()
                .flatMap(entry -> entry.path("attempts").valueStream())
                .map(attempt -> attempt.path("requestId").asString())
                .toList();
    }

    private static List<String> cartIds(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.path("cartId").asString()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                             | a-1 a-2 b-1 d-1",
                "{'cartIds':['b','a']}                                                          | a-1 a-2 b-1",
                "{'requestIds':['b-1','a-2']}                                                   | a-2 b-1",
                "{'id':'a'}                                                                     | a-1 a-2",
                "{'id':'a-2'}                                                                   | a-2",
                "{'id':'n1'}                                                                    | a-1 b-1",
                "{'unfinished':true}                                                            | d-1",
                "{'unfinished':false}                                                           | a-1 a-2 b-1 d-1",
                "{'cartId':'a'}                                                                 | a-1 a-2",
                "{'requestId':'a-2'}                                                            | a-2",
                "{'orderNumber':'n1'}                                                           | a-1 b-1",
                "{'decidedFrom':'2026-05-04T09:01:00Z'}                                         | a-2 b-1",
                "{'decidedTo':'2026-05-04T09:01:00Z'}                                           | a-1",
                "{'decidedFrom':'2026-05-04T09:00:01Z','decidedTo':'2026-05-04T09:02:00Z'}      | a-2",
                "{'decidedFrom':'2026-05-04T09:00:01Z','decidedTo':'2026-05-04T09:00:59Z'}      | ''",
                "{'eventType':'checkoutCompletion'}                                             | a-2",
                "{'eventType':'checkoutRollback'}                                               | a-1 b-1",
                "{'failureType':'CHECKOUT_ABANDONED'}                                           | a-1",
                "{'cartId':'b','requestId':'a-2'}                                               | ''",
                "{'cartId':'a','orderNumber':'n1'}                                              | a-1",
                "{'cartId':'a','eventType':'checkoutCompletion','failureType':'CHECKOUT_VETOED'} | ''",
                "{'cartId':'b','requestId':'b-1','orderNumber':'n1','decidedFrom':'2026-05-04T09:02:00Z',"
                        + "'decidedTo':'2026-05-04T09:03:00Z','eventType':'checkoutRollback','failureType':'FAILED_PAYMENT_TRANSACTION'} | b-1"
            })
    void each_filter_selects_what_it_names_alone_and_with_others(String filter, String expected) {
        String json = filter.replace('\'', '"');

        for (int limit = 1; limit <= 6; limit++) {
            assertThat(requestIds(all(json, "MATCHING", true, limit)))
                    .as("%d per page", limit)
                    .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 200})
    void whole_carts_are_read_once_each_and_those_never_submitted_are_passed_by(int limit) {
        List<JsonNode> entries = all("{}", "ALL", true, limit);

        assertThat(cartIds(entries)).containsExactly("a", "b", "d");
        assertThat(requestIds(entries)).containsExactly("a-1", "a-2", "b-1", "d-1");
    }

    @Test
    void a_page_may_be_empty_without_being_the_last() {
        ApiResponse page = page("{}", "ALL", false, "b-2147483647", 1);

        assertThat(page.json().path("items")).isEmpty();
        assertThat(page.text("/next")).isEqualTo("c-2147483647");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5_000})
    void the_ids_of_carts_are_read_alone(int limit) {
        assertThat(cartIds(all("{\"decidedFrom\":\"2026-05-04T09:00:00Z\"}", "NONE", false, limit)))
                .containsExactly("a", "b");
        assertThat(requestIds(all("{\"decidedFrom\":\"2026-05-04T09:00:00Z\"}", "NONE", false, limit)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5_000})
    void unfinished_are_carts_with_a_running_attempt_a_pending_event_or_an_open_compensation(int limit) {
        set("b", "attempts.0.compensation", compensation("NEEDS_ATTENTION"));
        store("e", at(1, "CHECKOUT_VETOED", MORNING));
        set("e", "attempts.0.compensation", compensation("DONE"));
        store("f", at(1, "CHECKOUT_VETOED", MORNING));
        set("f", "outboxPending", true);

        assertThat(cartIds(all("{\"unfinished\":true}", "NONE", false, limit))).containsExactly("b", "d", "f");
    }

    @Test
    void the_cursor_may_be_the_request_id_of_any_attempt() {
        assertThat(requestIds(List.of(page("{}", "MATCHING", true, "a-1", 100)
                        .json()
                        .path("items")
                        .valueStream()
                        .toArray(JsonNode[]::new))))
                .containsExactly("a-2", "b-1", "d-1");
        assertThat(requestIds(page("{}", "ALL", true, "a-2", 100)
                        .json()
                        .path("items")
                        .valueStream()
                        .toList()))
                .containsExactly("b-1", "d-1");
    }

    @Test
    void events_are_the_same_whoever_asks_and_their_digest_tells_it() {
        JsonNode event = page("{\"requestId\":\"a-2\"}", "MATCHING", true, null, 1)
                .json()
                .at("/items/0/attempts/0/event");

        assertThat(event.path("eventId").asString()).isEqualTo("checkoutCompletion:a-2");
        assertThat(event.path("type").asString()).isEqualTo("checkoutCompletion");
        assertThat(event.path("digest").asString()).isEqualTo(Sha256.hex(JSON.writeValueAsString(event.path("body"))));
        assertThat(page("{\"requestId\":\"a-2\"}", "MATCHING", false, null, 1)
                        .json()
                        .at("/items/0/attempts/0/event")
                        .isNull())
                .isTrue();
    }

    @Test
    void events_of_more_than_four_mebibytes_end_a_page_early_and_none_is_lost() {
        String name = "x".repeat(1_500_000);
        List<String> carts = IntStream.range(0, 7).mapToObj(i -> "large" + i).toList();
        carts.forEach(cart -> {
            store(cart, at(1, "CHECKOUT_VETOED", MORNING), at(2, null, MORNING));
            set(cart, "content.lines.0.name", name);
        });
        set("large3", "content.lines.0.name", name.repeat(4));

        for (String attempts : List.of("ALL", "MATCHING")) {
            ApiResponse first = page("{}", attempts, true, "d-1", 100);

            assertThat(first.body().length).isLessThan(5 * 1024 * 1024);
            assertThat(first.text("/next")).isEqualTo("large2-1");
            assertThat(requestIds(all("{\"eventType\":\"checkoutCompletion\"}", attempts, true, 100)).stream()
                            .filter(requestId -> requestId.startsWith("large") && requestId.endsWith("-2")))
                    .containsExactlyElementsOf(
                            carts.stream().map(cart -> cart + "-2").toList());
            assertThat(page("{}", attempts, false, "d-1", 100)
                            .json()
                            .path("next")
                            .isNull())
                    .isTrue();
        }
    }

    static Stream<Document> damages() {
        return Stream.of(
                new Document("$set", new Document("status", "LOST")),
                new Document("$set", new Document("attempts", "none")),
                new Document("$unset", new Document("attempts", "")),
                new Document("$set", new Document("attempts.0.outcome", "PERHAPS")),
                new Document("$set", new Document("attempts.0", "none")),
                new Document("$set", new Document("outbox", List.of("none"))),
                new Document("$set", new Document("outbox", List.of(new Document("eventId", "e")))),
                new Document("$unset", new Document("content", "")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void a_cart_that_cannot_be_read_says_why_and_hides_no_other(Document damage) {
        change("b", damage);

        for (String filter :
                List.of("{}", "{\"cartIds\":[\"a\",\"b\",\"d\"]}", "{\"requestIds\":[\"a-1\",\"b-1\",\"d-1\"]}")) {
            List<JsonNode> entries = all(filter, "ALL", true, 2);

            assertThat(cartIds(entries)).containsExactly("a", "b", "d");
            assertThat(requestIds(entries)).containsExactly("a-1", "a-2", "d-1");
            assertThat(entries.get(1).path("unreadable").asString()).isNotBlank();
            assertThat(entries.get(0).path("unreadable").isNull()).isTrue();
            assertThat(page(filter, "ALL", true, null, 100).json().path("unknown"))
                    .isEmpty();
        }
    }

    @Test
    void an_attempt_that_contradicts_itself_has_no_event_and_says_why() {
        change("b", new Document("$unset", new Document("attempts.0.failure", "")));

        JsonNode entry =
                page("{\"cartIds\":[\"b\"]}", "ALL", true, null, 1).json().at("/items/0");

        // Whether the whole cart or only its attempt is inconsistent is for the model of carts to say.
        assertThat(entry.path("unreadable").asString("")
                        + entry.at("/attempts/0/noEvent").asString(""))
                .isNotBlank();
        assertThat(entry.at("/attempts/0/event").isObject()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 200})
    void every_id_that_was_asked_for_is_accounted_for(int limit) {
        change("b", new Document("$set", new Document("attempts", "none")));
        List<String> asked =
                List.of("a-1", "a-2", "a-3", "b-1", "b-7", "c-1", "d-1", "nobody-1", "nodash", "-1", "é-4");
        String filter = "{\"requestIds\":" + JSON.writeValueAsString(asked) + "}";
        Map<String, Boolean> unknown = new HashMap<>();
        List<String> found = new ArrayList<>();
        String after = null;
        do {
            JsonNode page = page(filter, "ALL", true, after, limit).json();
            page.path("unknown").forEach(id -> {
                assertThat(unknown.put(
                                id.path("id").asString(), id.path("cartExists").asBoolean()))
                        .isNull();
                assertThat(id.path("rollback").isNull())
                        .isEqualTo(id.path("cartExists").asBoolean());
            });
            page.path("items").forEach(entry -> found.add(entry.path("cartId").asString()));
            after = page.path("next").isNull() ? null : page.path("next").asString();
        } while (after != null);

        assertThat(unknown)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a-3", true, "c-1", true, "nobody-1", false, "nodash", false, "-1", false, "é-4", false));
        assertThat(found).contains("a", "b", "d");
    }

    @Test
    void carts_that_were_asked_for_by_their_ids_are_shown_although_they_were_never_submitted() {
        ApiResponse page = page("{\"cartIds\":[\"nobody\",\"c\"]}", "ALL", true, null, 10);

        assertThat(page.text("/items/0/cartId")).isEqualTo("c");
        assertThat(page.json().path("items")).hasSize(1);
        assertThat(page.json().at("/unknown/0"))
                .isEqualTo(JSON.readTree("{\"id\":\"nobody\",\"cartExists\":false,\"rollback\":null}"));
        assertThat(page("{\"id\":\"c\"}", "ALL", false, null, 10).text("/items/0/cartId"))
                .isEqualTo("c");
        assertThat(page("{\"id\":\"c-4\"}", "ALL", false, null, 10).json().at("/unknown/0"))
                .isEqualTo(JSON.readTree("{\"id\":\"c-4\",\"cartExists\":true,\"rollback\":null}"));
    }

    @Test
    void a_rollback_of_an_unknown_checkout_is_shown_only_with_events() {
        String filter = "{\"requestIds\":[\"nobody-1\"]}";

        assertThat(page(filter, "ALL", true, null, 10).text("/unknown/0/rollback/eventId"))
                .isEqualTo("checkoutRollback:nobody-1");
        assertThat(page(filter, "ALL", false, null, 10)
                        .json()
                        .at("/unknown/0/rollback")
                        .isNull())
                .isTrue();
    }

    @Test
    void another_tenants_carts_are_unknown() {
        ApiResponse page = asked(
                        "default",
                        "{\"filter\":{\"cartIds\":[\"a\"]},\"attempts\":\"ALL\",\"events\":true,\"limit\":10}")
                .is(200);

        assertThat(page.json().path("items")).isEmpty();
        assertThat(page.text("/unknown/0/id")).isEqualTo("a");
    }

    @Test
    void the_page_says_when_it_was_read_by_the_databases_clock() {
        Instant before = Instant.now().minusSeconds(5);

        assertThat(Instant.parse(page("{}", "ALL", false, null, 1).text("/asOf")))
                .isBetween(before, Instant.now().plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "csr", "operator"})
    void only_services_may_ask(String scope) {
        String body = "{\"filter\":{},\"attempts\":\"ALL\",\"limit\":1}";

        send(with(as(scope, "olga", "/internal/checkouts/histories"), "POST", body))
                .is(403);
        send(with(to("/internal/checkouts/histories"), "POST", body)).is(401);
        asked("nobody", body).is(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'filter':{},'attempts':'ALL'}                                                        | /limit missing",
                "{'attempts':'ALL','limit':1}                                                          | /filter missing",
                "{'filter':{},'limit':1}                                                               | /attempts missing",
                "{'filter':{},'attempts':'ALL','limit':0}                                              | /limit too-small",
                "{'filter':{},'attempts':'ALL','limit':201}                                            | /limit too-large",
                "{'filter':{},'attempts':'MATCHING','limit':1001}                                      | /limit too-large",
                "{'filter':{},'attempts':'MATCHING','events':true,'limit':101}                         | /limit too-large",
                "{'filter':{},'attempts':'NONE','limit':5001}                                          | /limit too-large",
                "{'filter':{},'attempts':'NONE','events':true,'limit':1}                               | /events not-allowed",
                "{'filter':{'cartIds':['a']},'attempts':'NONE','limit':1}                              | /attempts not-allowed",
                "{'filter':{},'attempts':'ALL','limit':1,'after':'a'}                                  | /after malformed",
                "{'filter':{},'attempts':'ALL','limit':1,'colour':'red'}                               | /colour unknown-member",
                "{'filter':{'cart':'a'},'attempts':'ALL','limit':1}                                    | /filter/cart unknown-filter",
                "{'filter':{'eventType':'orderCreated'},'attempts':'ALL','limit':1}                    | /filter/eventType unknown-type",
                "{'filter':{'eventType':'nothing'},'attempts':'ALL','limit':1}                         | /filter/eventType unknown-type",
                "{'filter':{'failureType':'BAD_LUCK'},'attempts':'ALL','limit':1}                      | /filter/failureType unknown-type",
                "{'filter':{'cartIds':['a'],'requestIds':['a-1']},'attempts':'ALL','limit':1}          | /filter not-allowed",
                "{'filter':{'id':'a','unfinished':true},'attempts':'ALL','limit':1}                    | /filter not-allowed",
                "{'filter':{'cartIds':['a'],'decidedTo':'2026-05-04T09:00:00Z'},'attempts':'ALL','limit':1} | /filter not-allowed",
                "{'filter':{'cartIds':[]},'attempts':'ALL','limit':1}                                  | /filter/cartIds wrong-size",
                "{'filter':{'cartIds':[null]},'attempts':'ALL','limit':1}                              | /filter/cartIds/0 missing",
                "{'filter':{'cartIds':['']},'attempts':'ALL','limit':1}                                | /filter/cartIds/0 wrong-size",
                "{'filter':{'requestIds':['\\ud800']},'attempts':'ALL','limit':1}                      | /filter/requestIds/0 malformed",
                "{'filter':{'id':''},'attempts':'ALL','limit':1}                                       | /filter/id wrong-size"
            })
    void questions_without_sense_or_measure_are_refused_with_their_place(String body, String error) {
        ApiResponse refused = asked("acme", body.replace('\'', '"')).is(422);

        assertThat(refused.text("/errors/0/pointer") + " " + refused.text("/errors/0/code"))
                .isEqualTo(error);
    }

    @Test
    void two_hundred_ids_are_the_most() {
        UnaryOperator<String> body =
                ids -> "{\"filter\":{\"cartIds\":[" + ids + "]},\"attempts\":\"ALL\",\"limit\":200}";

        asked("acme", body.apply(String.join(",", Collections.nCopies(200, "\"a\""))))
                .is(200);
        asked("acme", body.apply(String.join(",", Collections.nCopies(201, "\"a\""))))
                .is(422);
        asked("acme", "{\"filter\":{\"cartId\":\"" + "c".repeat(65) + "\"},\"attempts\":\"ALL\",\"limit\":1}")
                .is(422);
        asked("acme", "{\"filter\":{\"decidedFrom\":\"yesterday\"},\"attempts\":\"ALL\",\"limit\":1}")
                .is(400);
        asked("acme", "{\"filter\":{},\"attempts\":\"SOME\",\"limit\":1}").is(400);
    }

    @Test
    void whatever_is_decided_while_pages_are_read_no_earlier_attempt_is_missing() {
        List<String> seen = new ArrayList<>();
        String after = null;
        int number = 0;
        do {
            JsonNode page = page("{}", "MATCHING", true, after, 1).json();
            seen.addAll(requestIds(page.path("items").valueStream().toList()));
            after = page.path("next").isNull() ? null : page.path("next").asString();
            // Some of them are behind the place that has been read, others are before it.
            number++;
            store("a" + number, at(1, "CHECKOUT_VETOED", MORNING));
        } while (after != null);

        assertThat(seen).contains("a-1", "a-2", "b-1", "d-1").doesNotHaveDuplicates();
    }

    @Test
    void the_answer_is_as_agreed_with_the_operations_service() {
        JsonNode contract = Contracts.read("checkout-histories.json");
        storeAgreedCarts();

        String response = asked("acme", JSON.writeValueAsString(contract.path("request")))
                .is(200)
                .text();

        assertThat(Contracts.normalized(response))
                .isEqualTo(Contracts.normalized(JSON.writeValueAsString(contract.path("response"))));
    }
}
