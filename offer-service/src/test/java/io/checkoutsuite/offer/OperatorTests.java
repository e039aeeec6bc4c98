package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class OperatorTests extends RunningOffers {

    @Test
    void an_offer_is_read_as_it_was_written() {
        String offer = newName("offer");

        putOffer(
                        offer,
                        "kind",
                        "AMOUNT",
                        "amount",
                        gbp("2.50"),
                        "value",
                        null,
                        "target",
                        "ITEM",
                        "skus",
                        List.of("mug"),
                        "minSubtotal",
                        gbp("20.00"),
                        "combinable",
                        false,
                        "priority",
                        3,
                        "startsAt",
                        "2026-01-01T00:00:00Z",
                        "maxUses",
                        7)
                .is(200);

        assertThat(call(HttpMethod.GET, "/offers/" + offer, "operator", null)
                        .is(200)
                        .json()
                        .toString())
                .isEqualTo(("{'offerId':'%s','name':'Ten percent off','kind':'AMOUNT',"
                                + "'amount':{'amount':'2.50','currency':'GBP'},'target':'ITEM','skus':['mug'],"
                                + "'minSubtotal':{'amount':'20.00','currency':'GBP'},'automatic':false,'combinable':false,"
                                + "'priority':3,'startsAt':'2026-01-01T00:00:00Z','maxUses':7,"
                                + "'uses':{'limit':7,'reserved':0,'committed':0,'available':7}}")
                        .formatted(offer)
                        .replace('\'', '"'));
        call(HttpMethod.DELETE, "/offers/" + offer, "operator", null).is(204);
        call(HttpMethod.GET, "/offers/" + offer, "operator", null).isProblem(404, "not-found");
        call(HttpMethod.DELETE, "/offers/" + offer, "operator", null).isProblem(404, "not-found");
    }

    @Test
    void an_unreadable_offer_or_code_displaces_no_other_in_a_page() {
        String prefix = newName("P").toUpperCase(java.util.Locale.ROOT);
        IntStream.range(0, 4).forEach(i -> {
            putOffer(prefix + i).is(200);
            putCode(prefix + i, prefix + i).is(200);
        });
        IntStream.range(0, 3).forEach(i -> {
            spoil("offers", DEFAULT + "/" + prefix + i, "target", "SHIPPING");
            spoil("codes", DEFAULT + "/" + prefix + i, "maxUses", "many");
        });

        assertThat(call(HttpMethod.GET, "/offers?limit=1&after=" + prefix, "operator", null)
                        .is(200)
                        .json()
                        .at("/items/0/offerId")
                        .asString())
                .isEqualTo(prefix + 3);
        assertThat(call(HttpMethod.GET, "/codes?limit=1&after=" + prefix, "operator", null)
                        .is(200)
                        .json()
                        .at("/items/0/code")
                        .asString())
                .isEqualTo(prefix + 3);
        call(HttpMethod.GET, "/offers/" + prefix + 0, "operator", null).is(500);
        call(HttpMethod.GET, "/offers/" + prefix + 3, "operator", null).is(200);
        putOffer(prefix + 0).is(200);
    }

    @Test
    void everything_wrong_with_an_offer_or_code_is_named_and_nothing_is_stored() {
        String offer = newName("offer");

        ApiResponse refused = call(
                HttpMethod.PUT,
                "/offers/" + offer,
                "operator",
                "{\"kind\":\"PERCENT\",\"value\":\"101\",\"target\":\"ORDER\",\"skus\":[\"mug\"],\"maxUses\":-1,"
                        + "\"startsAt\":\"2026-02-01T00:00:00Z\",\"endsAt\":\"2026-01-01T00:00:00Z\"}");

        assertThat(refused.isProblem(422, "invalid-request").pointers())
                .containsExactlyInAnyOrder("/name", "/value", "/skus", "/maxUses", "/endsAt");
        call(HttpMethod.GET, "/offers/" + offer, "operator", null).isProblem(404, "not-found");
        assertThat(putCode("NEW", "no-such-offer")
                        .isProblem(422, "invalid-request")
                        .pointers())
                .containsExactly("/offerId");
        call(HttpMethod.PUT, "/offers/" + offer, "operator", "{\"kind\":\"HALF\"}")
                .isProblem(400, "malformed-request");
        putOffer("bad,id").isProblem(422, "invalid-request");
    }

    @Test
    void codes_are_stored_in_upper_case() {
        String offer = newOffer();
        String code = newName("small");

        putCode(code, offer, "maxUsesPerCustomer", 1).is(200);

        JsonNode read =
                call(HttpMethod.GET, "/codes/" + code, "operator", null).is(200).json();
        assertThat(read.path("code").asString()).isEqualTo(code.toUpperCase(java.util.Locale.ROOT));
        assertThat(read.path("maxUsesPerCustomer").asLong()).isEqualTo(1);
        assertThat(read.has("uses")).isFalse();
    }

    @Test
    void a_limit_of_an_offer_that_was_removed_and_made_anew_holds() {
        String offer = newOffer("maxUses", 1);
        String code = newCode(offer);
        use(newRequest(), offer, code).is(200);
        call(HttpMethod.DELETE, "/offers/" + offer, "operator", null).is(204);

        putOffer(offer, "maxUses", 2).is(200);

        use(newRequest(), offer, code).is(200);
        assertRefused(use(newRequest(), offer, code), "EXHAUSTED");
    }

    @Test
    void an_import_stores_good_lines_and_names_bad_ones() {
        String offer = newName("offer");
        String lines = """
            {"offerId":"%1$s","name":"Imported","kind":"PERCENT","value":"12.5","target":"ORDER"}
            {"code":"%1$s-a","offerId":"%1$s","maxUses":2}

            not json
            {"code":"%1$s-b","offerId":"no-such-offer"}
            {"offerId":"%1$s-bad","name":"Imported","kind":"PERCENT","value":"0","target":"ORDER"}
            {"code":"%1$s-c","offerId":"%1$s"}\
            """.formatted(offer);

        JsonNode report = load(lines).is(200).json();
        load(lines).is(200);

        assertThat(report.path("read").asLong()).isEqualTo(6);
        assertThat(report.path("imported").asLong()).isEqualTo(3);
        assertThat(report.path("rejected").asLong()).isEqualTo(3);
        assertThat(report.path("errors")
                        .valueStream()
                        .map(error -> error.path("line").asInt() + " "
                                + error.path("code").asString()))
                .containsExactlyInAnyOrder("4 malformed", "5 unknown", "6 not-allowed");
        assertThat(usageFiguresOf("/codes/" + offer + "-A").limit()).isEqualTo(2);
        assertThat(price("ann@example.org", offer + "-c")
                        .json()
                        .at("/discounts/0/amount/amount")
                        .asString())
                .isEqualTo("12.50");
    }

    @Test
    void offers_and_codes_come_as_csv_too() {
        String offer = newName("csv");

        JsonNode report = call(
                        HttpMethod.POST,
                        "/offers/imports",
                        "operator",
                        DEFAULT,
                        MediaType.parseMediaType("text/csv"),
                        "offerId,code,name,kind,value,target\n"
                                + "%1$s,,Ten off,PERCENT,10,ORDER\n%1$s,%1$s-a,,,,\n%1$s,%1$s-b,,,\n".formatted(offer))
                .is(200)
                .json();

        assertThat(report.path("imported").asLong()).isEqualTo(2);
        assertThat(report.at("/errors/0/line").asLong()).isEqualTo(4);
        assertThat(report.at("/errors/0/code").asString()).isEqualTo("missing-cell");
        assertThat(price("ann@example.org", offer + "-a")
                        .json()
                        .at("/discounts/0/amount/amount")
                        .asString())
                .isEqualTo("10.00");
    }

    @Test
    void a_large_import_is_written_in_batches_and_read_in_pages() {
        String offer = newName("zzz");
        String lines = IntStream.range(0, 1_200)
                .mapToObj(i -> "{\"code\":\"%s-%04d\",\"offerId\":\"%s\"}\n".formatted(offer, i, offer))
                .collect(Collectors.joining(
                        "",
                        "{\"offerId\":\"%s\",\"name\":\"Many\",\"kind\":\"PERCENT\",\"value\":\"5\",\"target\":\"ORDER\"}\n"
                                .formatted(offer),
                        ""));

        assertThat(load(lines).is(200).json().path("imported").asLong()).isEqualTo(1_201);

        List<String> read = new ArrayList<>();
        String after = offer;
        while (after != null) {
            JsonNode page = call(HttpMethod.GET, "/codes?limit=500&after=" + after, "operator", null)
                    .is(200)
                    .json();
            page.path("items").forEach(code -> read.add(code.path("code").asString()));
            after = page.path("next").isNull() ? null : page.path("next").asString();
        }
        assertThat(read)
                .filteredOn(code -> code.startsWith("ZZZ"))
                .hasSize(1_200)
                .isSorted();
        call(HttpMethod.GET, "/offers?limit=501", "operator", null).isProblem(400, "malformed-request");
        call(HttpMethod.GET, "/offers", "service", null).isProblem(403, "forbidden");
    }

    private ApiResponse load(String lines) {
        return call(HttpMethod.POST, "/offers/imports", "operator", DEFAULT, MediaType.APPLICATION_NDJSON, lines);
    }
}
