package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.inventory.stock.Stock;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.test.http.ApiResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class StockTests extends RunningInventory {

    @Autowired
    Stock stock;

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");

    @ParameterizedTest
    @ValueSource(
            strings = {"85123A", "85123a", "A/B", "A//B", "R&D 7", "50%", "50%2F", "Größe 42", "a+b", "x?y#z", "é/ü & 1"
            })
    void a_sku_may_have_any_characters_and_its_case_counts(String sku) {
        receive(sku, 7);

        ApiResponse response = get("/stock/" + encoded(sku)).is(200);

        assertThat(response.json().path("sku").asString()).isEqualTo(sku);
        assertThat(response.json().path("onHand").asLong()).isEqualTo(7);
        assertThat(response.json().path("location").asString()).isEqualTo("default");
        String request = newRequest();
        reserve(request, 300, sku, 2).is(200);
        assertThat(stock(sku)).isEqualTo(new StockFigures(7, 2, 0, 5));
        release(request).is(204);
    }

    @Test
    void skus_that_differ_in_case_are_two() {
        String sku = "Case-" + UUID.randomUUID();
        receive(sku.toUpperCase(), 1);

        get("/stock/" + sku.toLowerCase()).isProblem(404, "not-found");
    }

    @Test
    void the_safety_stock_is_never_promised() {
        String sku = "S-" + UUID.randomUUID();
        importStock(CSV, "sku,onHand,safetyStock\n" + sku + ",10,4\n").is(200);

        assertThat(stock(sku)).isEqualTo(new StockFigures(10, 0, 0, 6));
        reserve(newRequest(), 300, sku, 7).isProblem(409, "out-of-stock");
        reserve(newRequest(), 300, sku, 6).is(200);
        assertThat(get("/stock/" + sku).json().path("safetyStock").asLong()).isEqualTo(4);
    }

    @Test
    void a_recount_below_what_is_promised_leaves_promises_and_shows_nothing_left() {
        String sku = skuWith(10);
        String request = newRequest();
        reserve(request, 300, sku, 8).is(200);

        receive(sku, 5);

        assertThat(stock(sku)).isEqualTo(new StockFigures(5, 8, 0, 0));
        reserve(newRequest(), 300, sku, 1).isProblem(409, "out-of-stock");
        release(request).is(204);
        assertThat(stock(sku)).isEqualTo(new StockFigures(5, 0, 0, 5));
    }

    @Test
    void stock_at_another_location_is_counted_apart() {
        String sku = skuWith(3);
        importStock(
                        MediaType.APPLICATION_NDJSON,
                        "{\"sku\":\"%s\",\"onHand\":50,\"location\":\"leeds\"}".formatted(sku))
                .is(200);

        assertThat(stock(sku).onHand()).isEqualTo(3);
        assertThat(get("/stock/" + sku + "?location=leeds")
                        .is(200)
                        .json()
                        .path("onHand")
                        .asLong())
                .isEqualTo(50);
        get("/stock/" + sku + "?location=york").isProblem(404, "not-found");
        get("/stock/" + sku + "?location=a%2Fb").isProblem(404, "not-found");
    }

    @Test
    void many_skus_are_asked_for_at_once() {
        String one = skuWith(1);
        String slash = "A/" + UUID.randomUUID();
        receive(slash, 2);

        ApiResponse response = call(
                        HttpMethod.POST,
                        "/availability",
                        null,
                        JSON.writeValueAsString(Map.of("skus", List.of(slash, "nowhere", one, slash))))
                .is(200);

        assertThat(response.json().path("items"))
                .extracting(item -> item.path("sku").asString()
                        + " " + item.path("available").asLong() + " "
                        + item.path("availability").asString())
                .containsExactly(slash + " 2 TRACKED", one + " 1 TRACKED");
        assertThat(response.json().path("unknown"))
                .extracting(JsonNode::asString)
                .containsExactly("nowhere");
        call(HttpMethod.POST, "/availability", null, "{\"skus\":[]}").isProblem(422, "invalid-request");
        call(HttpMethod.POST, "/availability", null, "{\"skus\":[\"a\",\" \"]}").isProblem(422, "invalid-request");
        call(
                        HttpMethod.POST,
                        "/availability",
                        null,
                        JSON.writeValueAsString(Map.of(
                                "skus",
                                IntStream.range(0, 1001).mapToObj(i -> "s" + i).toList())))
                .isProblem(422, "invalid-request");
    }

    @Test
    void operators_page_through_all_stock() {
        String prefix = "P " + UUID.randomUUID() + "&/";
        importStock(
                        MediaType.APPLICATION_NDJSON,
                        IntStream.range(0, 25)
                                .mapToObj(i -> "{\"sku\":\"%s%02d\",\"onHand\":%d}".formatted(prefix, i, i))
                                .collect(Collectors.joining("\n")))
                .is(200);

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            ApiResponse page = call(HttpMethod.GET, "/stock?limit=7" + after, "operator", null)
                    .is(200);
            page.json().path("items").forEach(item -> seen.add(item.path("sku").asString()));
            after = page.json().path("next").isNull()
                    ? null
                    : "&after=" + encoded(page.json().path("next").asString());
        } while (after != null);

        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
        assertThat(seen).filteredOn(sku -> sku.startsWith(prefix)).hasSize(25).isSorted();
        call(HttpMethod.GET, "/stock?colour=red", "operator", null).isProblem(400, "malformed-request");
        call(HttpMethod.GET, "/stock?after=%25", "operator", null).isProblem(400, "malformed-request");
        call(HttpMethod.GET, "/stock?limit=0", "operator", null).isProblem(400, "malformed-request");
    }

    @Test
    void unreadable_stock_hides_no_other_stock_and_prevents_no_sale() {
        String prefix = "U " + UUID.randomUUID() + " ";
        List<String> skus = IntStream.range(0, 5).mapToObj(i -> prefix + i).toList();
        skus.forEach(sku -> receive(sku, 5));
        List<String> ids =
                skus.subList(0, 3).stream().map(sku -> "default/default/" + sku).toList();
        mongo.getCollection("stock")
                .updateMany(
                        new Document("_id", new Document("$in", ids)),
                        new Document("$set", new Document("policy", "SOMETIMES")));

        try {
            assertThat(stock.page(DEFAULT, new StockKey(DEFAULT, "default", prefix), 2))
                    .extracting(level -> level.key().sku())
                    .containsExactly(skus.get(3), skus.get(4));
            ApiResponse response = call(
                            HttpMethod.POST,
                            "/availability",
                            null,
                            JSON.writeValueAsString(Map.of("skus", List.of(skus.get(0), skus.get(3)))))
                    .is(200);
            assertThat(response.json().at("/items/0/sku").asString()).isEqualTo(skus.get(3));
            assertThat(response.json().at("/unknown/0").asString()).isEqualTo(skus.get(0));
            reserve(newRequest(), 300, skus.get(3), 1).is(200);
        } finally {
            mongo.getCollection("stock").deleteMany(new Document("_id", new Document("$in", ids)));
        }
    }

    @Test
    void five_thousand_lines_are_imported_but_for_the_bad_ones() {
        String prefix = "BULK-" + UUID.randomUUID() + "-";
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 5000; i++) {
            lines.append(
                    switch (i) {
                        case 7 -> "{\"sku\":\"%s%d\",\"onHand\":-1}".formatted(prefix, i);
                        case 499 -> "not json";
                        case 500 -> "{\"onHand\":1}";
                        case 501 -> "{\"sku\":\"%s%d\",\"onHand\":1.5}".formatted(prefix, i);
                        case 2500 -> "[1]";
                        case 5000 -> "{\"sku\":\"%s%d\",\"onHand\":1,\"availability\":\"MAYBE\"}".formatted(prefix, i);
                        default -> "{\"sku\":\"%s%d\",\"onHand\":%d}".formatted(prefix, i, i);
                    });
            lines.append('\n');
        }

        for (int time = 1; time <= 2; time++) {
            ApiResponse report =
                    importStock(MediaType.APPLICATION_NDJSON, lines.toString()).is(200);

            assertThat(report.json().path("read").asLong()).isEqualTo(5000);
            assertThat(report.json().path("imported").asLong()).isEqualTo(4994);
            assertThat(report.json().path("rejected").asLong()).isEqualTo(6);
            assertThat(report.json().path("errors"))
                    .extracting(error -> error.path("line").asLong() + " "
                            + error.path("code").asString())
                    .containsExactly(
                            "7 too-small",
                            "499 malformed",
                            "500 missing",
                            "501 malformed",
                            "2500 malformed",
                            "5000 not-allowed");
        }
        List<String> unknown = new ArrayList<>();
        assertThat(stock(prefix + 4999)).isEqualTo(new StockFigures(4999, 0, 0, 4999));
        for (int from = 1; from < 5000; from += 1000) {
            List<String> skus =
                    IntStream.range(from, from + 1000).mapToObj(i -> prefix + i).toList();
            call(HttpMethod.POST, "/availability", null, JSON.writeValueAsString(Map.of("skus", skus)))
                    .is(200)
                    .json()
                    .path("unknown")
                    .forEach(sku -> unknown.add(sku.asString().substring(prefix.length())));
        }
        assertThat(unknown).containsExactly("7", "499", "500", "501", "2500", "5000");
    }

    @Test
    void an_import_may_be_larger_than_any_other_body() {
        String sku = "BIG-" + UUID.randomUUID();
        String padding = " ".repeat(10_000);
        StringBuilder lines = new StringBuilder("sku,onHand\r\n");
        for (int i = 0; i < 200; i++) {
            lines.append(sku).append(i).append(',').append(padding).append(i).append("\r\n");
        }
        lines.append("x".repeat(20_000)).append(",1\r\n\r\n").append(sku).append("last,3");

        ApiResponse report = importStock(CSV, lines.toString()).is(200);

        assertThat(report.json().path("imported").asLong()).isEqualTo(201);
        assertThat(report.json().path("errors").path(0).path("line").asLong()).isEqualTo(202);
        assertThat(report.json().path("errors").path(0).path("code").asString()).isEqualTo("too-large");
        assertThat(stock(sku + "last").onHand()).isEqualTo(3);
    }

    @Test
    void a_sku_is_the_same_in_any_spelling_and_nothing_that_the_catalogue_refuses() {
        String id = UUID.randomUUID().toString();

        ApiResponse report = importStock(
                        CSV, "sku,onHand\n \"Gro\u0308ße-%s\" ,5\n%s,1\n%s;,1\n".formatted(id, "s".repeat(65), id))
                .is(200);

        assertThat(report.json().path("errors"))
                .extracting(error -> error.path("line").asLong() + " "
                        + error.path("pointer").asString() + " "
                        + error.path("code").asString())
                .containsExactly("3 /sku malformed", "4 /sku malformed");
        assertThat(stock("Größe-" + id).onHand()).isEqualTo(5);
        assertThat(stock("Gro\u0308ße-" + id).onHand()).isEqualTo(5);
        reserve(newRequest(), 300, "Gro\u0308ße-" + id, 2).is(200);
        assertThat(stock("Größe-" + id)).isEqualTo(new StockFigures(5, 2, 0, 3));
        get("/stock/" + "s".repeat(65)).is(404);
    }

    @Test
    void a_line_whose_cells_have_slipped_counts_nothing() {
        String sku = skuWith(10);

        ApiResponse report = importStock(CSV, "sku,onHand,safetyStock\n" + sku + ",1,000,5\n" + sku + ",3\n")
                .is(200);

        assertThat(report.json().path("rejected").asLong()).isEqualTo(2);
        assertThat(stock(sku).onHand()).isEqualTo(10);
    }

    @Test
    void an_import_preserves_what_is_promised() {
        String sku = skuWith(10);
        String request = newRequest();
        reserve(request, 300, sku, 4).is(200);

        importStock(CSV, "sku,onHand\n" + sku + ",20\n" + sku + ",30\n").is(200);

        assertThat(stock(sku)).isEqualTo(new StockFigures(30, 4, 0, 26));
        release(request).is(204);
        assertThat(stock(sku)).isEqualTo(new StockFigures(30, 0, 0, 30));
    }

    @Test
    void at_most_a_hundred_errors_are_listed() {
        ApiResponse report =
                importStock(MediaType.APPLICATION_NDJSON, "x\n".repeat(250)).is(200);

        assertThat(report.json().path("rejected").asLong()).isEqualTo(250);
        assertThat(report.json().path("errors")).hasSize(100);
    }

    @Test
    void a_csv_file_without_a_usable_header_is_refused_whole() {
        String sku = "H-" + UUID.randomUUID();

        ApiResponse refused = importStock(CSV, "sku,quantity\n" + sku + ",1\n").isProblem(422, "invalid-request");

        assertThat(refused.json().path("errors")).hasSize(2);
        importStock(CSV, "\n").isProblem(422, "invalid-request");
        importStock(MediaType.APPLICATION_XML, "<stock/>").isProblem(415, "unsupported-media-type");
        get("/stock/" + sku).is(404);
    }
}
