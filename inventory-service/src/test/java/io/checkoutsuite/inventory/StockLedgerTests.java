package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.http.ApiRequest;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class StockLedgerTests extends RunningInventory {

    /** The response to an adjustment, and whether it was replayed. */
    record AdjustmentResult(ApiResponse response, boolean replayed) {}

    private AdjustmentResult adjust(String who, String sku, String key, Object delta, String reason) {
        ApiRequest request = request(HttpMethod.POST, "/stock/" + encoded(sku) + "/adjustments")
                .by(who, "operator")
                .json(Map.of("delta", delta, "reason", reason));
        ApiResponse response = (key == null ? request : request.with("Idempotency-Key", key)).send();
        return new AdjustmentResult(
                response, response.header("Idempotent-Replayed").equals("true"));
    }

    private AdjustmentResult adjust(String sku, String key, Object delta) {
        return adjust("olga", sku, key, delta, "counted by hand");
    }

    private ApiResponse ledgerPage(String sku, String query) {
        return call(HttpMethod.GET, "/stock/" + encoded(sku) + "/ledger" + query, "operator", null);
    }

    /** The whole ledger, newest first, read in pages of two. */
    private List<JsonNode> ledger(String sku) {
        List<JsonNode> entries = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ledgerPage(sku, "?limit=2" + after).is(200).json();
            page.path("items").forEach(entries::add);
            after = page.path("next").isString() ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        return entries;
    }

    private static List<String> movements(JsonNode entry) {
        return entry.path("movements")
                .valueStream()
                .map(movement -> movement.path("kind").asString() + " "
                        + movement.path("quantity").asLong())
                .toList();
    }

    private ApiResponse recompute(boolean dryRun, String... skus) {
        return call(
                HttpMethod.POST,
                "/stock/recomputations",
                "operator",
                JSON.writeValueAsString(Map.of("skus", skus, "dryRun", dryRun)));
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    @Test
    void an_adjustment_counts_once_however_often_it_is_sent() {
        String mug = skuWith(10);
        reserve(newRequest(), 300, mug, 2).is(200);
        String key = newKey();

        AdjustmentResult first = adjust(mug, key, -3);
        AdjustmentResult again = adjust(mug, key, -3);

        first.response().is(201);
        again.response().is(201);
        assertThat(first.replayed()).isFalse();
        assertThat(again.replayed()).isTrue();
        assertThat(again.response().json()).isEqualTo(first.response().json());
        assertThat(first.response().json().path("onHand").asLong()).isEqualTo(7);
        assertThat(stock(mug)).isEqualTo(new StockFigures(7, 2, 0, 5));
        adjust(mug, newKey(), 4).response().is(201);
        assertThat(stock(mug)).isEqualTo(new StockFigures(11, 2, 0, 9));
    }

    @Test
    void a_key_belongs_to_one_operator_one_sku_and_one_body() {
        String mug = skuWith(10);
        String lamp = skuWith(10);
        String key = newKey();
        adjust(mug, key, -3).response().is(201);

        adjust(mug, key, -4).response().isProblem(422, "idempotency-key-reused");
        adjust("olga", mug, key, -3, "another reason").response().isProblem(422, "idempotency-key-reused");
        assertThat(stock(mug)).isEqualTo(new StockFigures(7, 0, 0, 7));

        assertThat(adjust(lamp, key, -1).replayed()).isFalse();
        assertThat(adjust("paul", mug, key, -3, "counted by hand").replayed()).isFalse();
        assertThat(stock(lamp)).isEqualTo(new StockFigures(9, 0, 0, 9));
        assertThat(stock(mug)).isEqualTo(new StockFigures(4, 0, 0, 4));
    }

    @Test
    void the_same_adjustment_from_many_at_once_counts_once() {
        String mug = skuWith(10);
        String key = newKey();

        Concurrently.times(12, call -> adjust(mug, key, 5))
                .forEach(result -> result.response().is(201));

        assertThat(stock(mug)).isEqualTo(new StockFigures(15, 0, 0, 15));
        assertThat(ledger(mug)).hasSize(2);
    }

    @Test
    void what_is_promised_is_never_adjusted_away() {
        String mug = skuWith(5);
        reserve(newRequest(), 300, mug, 4).is(200);

        ApiResponse refused = adjust(mug, newKey(), -2).response().isProblem(409, "out-of-stock");

        assertThat(refused.json().at("/shortages/0/available").asLong()).isEqualTo(1);
        assertThat(stock(mug)).isEqualTo(new StockFigures(5, 4, 0, 1));
        assertThat(ledger(mug)).hasSize(2);
    }

    @Test
    void an_adjustment_needs_a_key_a_quantity_and_a_known_sku() {
        String mug = skuWith(5);

        adjust(mug, null, 1).response().isProblem(400, "malformed-request");
        adjust(mug, " ", 1).response().isProblem(400, "malformed-request");
        assertThat(adjust(mug, newKey(), 0)
                        .response()
                        .isProblem(422, "invalid-request")
                        .pointers())
                .containsExactly("/delta");
        adjust(mug, newKey(), 0.5).response().isProblem(400, "malformed-request");
        assertThat(adjust("olga", mug, newKey(), 1, " ")
                        .response()
                        .isProblem(422, "invalid-request")
                        .pointers())
                .containsExactly("/reason");
        adjust("SKU-" + UUID.randomUUID(), newKey(), 1).response().is(404);
        assertThat(stock(mug)).isEqualTo(new StockFigures(5, 0, 0, 5));
    }

    @Test
    void the_ledger_lists_page_by_page_what_moved_the_stock() {
        String mug = skuWith(10);
        String committed = newRequest();
        String released = newRequest();
        String expired = newRequest();
        String refused = newRequest();
        String late = newRequest();
        String tooLate = newRequest();
        reserve(committed, 300, mug, 3).is(200);
        deliverAsNew(completion(committed, mug, 3));
        reserve(released, 300, mug, 2).is(200);
        deliverAsNew(rollback(released));
        reserve(expired, 1, mug, 1).is(200);
        await().until(() -> state(expired).equals("RELEASED"));
        reserve(refused, 300, mug, 99).is(409);
        reserve(late, 1, mug, 4).is(200);
        await().until(() -> state(late).equals("RELEASED"));
        deliverAsNew(completion(late, mug, 4));
        adjust(mug, "key-" + mug, -1).response().is(201);
        deliverAsNew(completion(tooLate, mug, 50));

        List<JsonNode> entries = ledger(mug);

        assertThat(entries)
                .extracting(entry -> entry.path("at").asString())
                .isSortedAccordingTo((a, b) -> java.time.Instant.parse(b).compareTo(java.time.Instant.parse(a)));
        Map<String, List<String>> byRequest = entries.stream()
                .filter(entry -> entry.path("requestId").isString())
                .collect(Collectors.toMap(entry -> entry.path("requestId").asString(), StockLedgerTests::movements));
        assertThat(byRequest)
                .isEqualTo(Map.of(
                        committed, List.of("RESERVED 3", "COMMITTED 3"),
                        released, List.of("RESERVED 2", "RELEASED 2"),
                        expired, List.of("RESERVED 1", "EXPIRED 1"),
                        refused, List.of("REFUSED 99"),
                        late, List.of("RESERVED 4", "EXPIRED 4", "RESERVED 4", "COMMITTED 4"),
                        tooLate, List.of("SHORT 50")));
        List<JsonNode> byOperators = entries.stream()
                .filter(entry -> entry.path("batchId").isString())
                .toList();
        assertThat(byOperators).hasSize(2);
        assertThat(movements(byOperators.getFirst())).containsExactly("ADJUSTED -1");
        assertThat(byOperators.getFirst().path("by").asString()).isEqualTo("olga");
        assertThat(byOperators.getFirst().path("reason").asString()).isEqualTo("counted by hand");
        assertThat(byOperators.getFirst().path("onHand").asLong()).isEqualTo(9);
        assertThat(movements(byOperators.getLast())).containsExactly("COUNTED 10");
        assertThat(byOperators.getLast().path("batchId").asString()).startsWith("import-");
        assertThat(entries).hasSize(8);
    }

    @Test
    void the_figures_are_what_the_moves_of_the_ledger_add_up_to() {
        String mug = skuWith(10);
        String sold = newRequest();
        reserve(newRequest(), 300, mug, 2).is(200);
        reserve(sold, 300, mug, 3).is(200);
        deliverAsNew(completion(sold, mug, 3));
        String released = newRequest();
        reserve(released, 300, mug, 1).is(200);
        release(released).is(204);
        adjust(mug, newKey(), 5).response().is(201);
        receive(mug, 12);

        Map<String, Long> sums = new HashMap<>();
        ledger(mug)
                .forEach(entry -> entry.path("movements")
                        .forEach(movement -> sums.merge(
                                movement.path("kind").asString(),
                                movement.path("quantity").asLong(),
                                Long::sum)));

        Function<String, Long> sum = kind -> sums.getOrDefault(kind, 0L);
        long onHand = sum.apply("COUNTED") + sum.apply("ADJUSTED");
        long hard = sum.apply("COMMITTED");
        long soft = sum.apply("RESERVED") - sum.apply("RELEASED") - sum.apply("EXPIRED") - hard;
        assertThat(stock(mug)).isEqualTo(new StockFigures(onHand, soft, hard, onHand - soft - hard));
        assertThat(stock(mug)).isEqualTo(new StockFigures(12, 2, 3, 7));
        assertThat(recompute(true, mug).is(200).json().path("items")).isEmpty();
    }

    @Test
    void a_sale_of_what_is_always_available_moves_no_figure_and_is_on_record() {
        String download = "DL-" + UUID.randomUUID();
        importStock(
                        MediaType.APPLICATION_NDJSON,
                        "{\"sku\":\"%s\",\"onHand\":0,\"availability\":\"ALWAYS\"}".formatted(download))
                .is(200);
        String request = newRequest();
        reserve(request, 300, download, 1000).is(200);
        deliverAsNew(completion(request, download, 1000));

        assertThat(movements(ledger(download).getFirst())).containsExactly("UNCOUNTED 1000");
        assertThat(recompute(true, download).is(200).json().path("items")).isEmpty();
    }

    @Test
    void a_wrong_figure_is_shown_by_a_dry_run_and_repaired_on_request() {
        String mug = skuWith(10);
        String lamp = skuWith(10);
        String sold = newRequest();
        reserve(newRequest(), 300, mug, 2).is(200);
        reserve(sold, 300, mug, 3).is(200);
        deliverAsNew(completion(sold, mug, 3));
        mongo.getCollection("stock")
                .updateOne(
                        new Document("_id", DEFAULT + "/default/" + mug),
                        new Document("$inc", new Document("hard", 1L).append("available", -3L)));

        JsonNode shown = recompute(true, mug, lamp).is(200).json();

        assertThat(shown.path("dryRun").asBoolean()).isTrue();
        assertThat(described(shown)).containsExactlyInAnyOrder("hardReserved 4 3 false", "available 2 5 false");
        assertThat(stock(mug).hard()).isEqualTo(4);

        JsonNode repaired = recompute(false, mug, lamp).is(200).json();

        assertThat(described(repaired)).containsExactlyInAnyOrder("hardReserved 4 3 true", "available 2 5 true");
        assertThat(stock(mug)).isEqualTo(new StockFigures(10, 2, 3, 5));
        assertThat(recompute(false, mug, lamp).is(200).json().path("items")).isEmpty();
    }

    private static List<String> described(JsonNode recomputed) {
        return recomputed
                .path("items")
                .valueStream()
                .map(mismatch -> "%s %d %d %s"
                        .formatted(
                                mismatch.path("field").asString(),
                                mismatch.path("stored").asLong(),
                                mismatch.path("computed").asLong(),
                                mismatch.path("repaired").asBoolean()))
                .toList();
    }

    @Test
    void by_default_a_recomputation_is_a_dry_run_and_a_misspelt_sku_is_named() {
        String mug = skuWith(10);
        String path = "/stock/recomputations";

        ApiResponse defaulted = call(HttpMethod.POST, path, "operator", "{\"skus\":[\"%s\"]}".formatted(mug));
        ApiResponse misspelt = recompute(false, mug, "MGU-" + mug);

        assertThat(defaulted.is(200).json().path("dryRun").asBoolean()).isTrue();
        assertThat(misspelt.isProblem(422, "invalid-request").pointers()).containsExactly("/skus/1");
        call(HttpMethod.POST, path, "operator", "{\"skus\":[]}").isProblem(422, "invalid-request");
    }

    @Test
    void a_change_that_a_dead_process_did_not_record_is_recorded_without_it() {
        String mug = skuWith(10);
        Document change =
                mongo.getCollection("changes").findOneAndDelete(new Document("counter", DEFAULT + "/default/" + mug));
        assertThat(change).isNotNull();
        assertThat(ledger(mug)).isEmpty();

        mongo.getCollection("stock")
                .updateOne(
                        new Document("_id", DEFAULT + "/default/" + mug),
                        new Document("$set", new Document("change", change).append("changePending", true)));

        await().untilAsserted(() -> assertThat(ledger(mug)).hasSize(1));
        await().untilAsserted(() -> assertThat(mongo.getCollection("stock")
                        .find(new Document("_id", DEFAULT + "/default/" + mug))
                        .first())
                .doesNotContainKeys("change", "changePending"));
    }

    @Test
    void the_ledger_is_for_operators_of_the_tenant_and_asks_no_unknown_question() {
        String mug = skuWith(10);
        String path = "/stock/" + mug + "/ledger";

        get(path).is(401);
        call(HttpMethod.GET, path, "service", null).is(403);
        call(HttpMethod.GET, path, "operator", "acme", null, null).is(404);
        ledgerPage(mug, "?kind=SOLD").isProblem(400, "malformed-request");
        for (String broken : Set.of("%20", "abc", "!!")) {
            ledgerPage(mug, "?after=" + broken).isProblem(400, "malformed-request");
        }
        call(HttpMethod.POST, "/stock/recomputations", "service", "{\"skus\":[\"%s\"]}".formatted(mug))
                .is(403);
        call(HttpMethod.POST, "/stock/" + mug + "/adjustments", "service", "{\"delta\":1,\"reason\":\"x\"}")
                .is(403);
    }
}
