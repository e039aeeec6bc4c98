package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class PricingTests extends RunningOffers {

    @Test
    void a_code_in_any_case_lowers_the_price_and_the_shares_add_up() {
        String offer = newOffer();
        String code = newCode(offer);

        JsonNode priced =
                price("ann@example.org", code.toLowerCase(Locale.ROOT)).is(200).json();

        assertThat(priced.path("discounts").toString())
                .isEqualTo(("[{'offerId':'%s','code':'%s','name':'Ten percent off',"
                                + "'amount':{'amount':'10.00','currency':'GBP'},'lines':["
                                + "{'lineId':'a','amount':{'amount':'1.50','currency':'GBP'}},"
                                + "{'lineId':'b','amount':{'amount':'8.50','currency':'GBP'}}]}]")
                        .formatted(offer, code)
                        .replace('\'', '"'));
        assertThat(codeStatus(priced)).isEqualTo("APPLIED");
    }

    @Test
    void automatic_offers_apply_without_a_code_within_their_tenant_and_validity_period() {
        String body = "{\"name\":\"Mugs\",\"kind\":\"AMOUNT\",\"amount\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},"
                + "\"target\":\"ITEM\",\"skus\":[\"mug\"],\"automatic\":true%s}";
        asAcme(HttpMethod.PUT, "/offers/mugs", "operator", body.formatted("")).is(200);
        asAcme(HttpMethod.PUT, "/offers/old", "operator", body.formatted(",\"endsAt\":\"2020-01-01T00:00:00Z\""))
                .is(200);
        asAcme(HttpMethod.PUT, "/offers/used-up", "operator", body.formatted(",\"maxUses\":0"))
                .is(200);

        String cart = "{\"currency\":\"GBP\",\"lines\":[{\"lineId\":\"a\",\"sku\":\"mug\",\"quantity\":3,"
                + "\"unitPrice\":{\"amount\":\"5.00\",\"currency\":\"GBP\"}}]}";
        JsonNode priced =
                asAcme(HttpMethod.POST, "/pricing", "service", cart).is(200).json();

        assertThat(priced.path("discounts")
                        .valueStream()
                        .map(discount -> discount.path("offerId").asString()))
                .containsExactly("mugs");
        assertThat(priced.at("/discounts/0/amount/amount").asString()).isEqualTo("3.00");
        assertThat(price("ann@example.org").is(200).json().path("discounts").isEmpty())
                .isTrue();
    }

    @Test
    void
            an_automatic_offer_that_cannot_be_read_is_left_out_and_carts_are_priced_with_the_others_until_it_is_put_anew() {
        String body = "{\"name\":\"Pots\",\"kind\":\"AMOUNT\",\"amount\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},"
                + "\"target\":\"ITEM\",\"skus\":[\"pot\"],\"automatic\":true%s}";
        asAcme(HttpMethod.PUT, "/offers/a-pots", "operator", body.formatted("")).is(200);
        asAcme(HttpMethod.PUT, "/offers/b-pots", "operator", body.formatted(",\"maxUses\":5"))
                .is(200);
        asAcme(HttpMethod.PUT, "/offers/c-pots", "operator", body.formatted("")).is(200);
        spoil("offers", "acme/a-pots", "target", "SHIPPING");
        mongo.getCollection("counters").insertOne(new Document("_id", "acme/offer/b-pots").append("total", "some"));

        try {
            assertThat(offersOnAPot()).containsExactly("c-pots");
            asAcme(HttpMethod.PUT, "/offers/a-pots", "operator", body.formatted(""))
                    .is(200);
            mongo.getCollection("counters").deleteOne(new Document("_id", "acme/offer/b-pots"));
            assertThat(offersOnAPot()).containsExactlyInAnyOrder("a-pots", "b-pots", "c-pots");
        } finally {
            List.of("a-pots", "b-pots", "c-pots")
                    .forEach(offer -> asAcme(HttpMethod.DELETE, "/offers/" + offer, "operator", null));
        }
    }

    @Test
    void a_change_or_removal_of_an_automatic_offer_applies_to_the_next_cart() {
        String body = "{\"name\":\"Pots\",\"kind\":\"AMOUNT\",\"amount\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},"
                + "\"target\":\"ITEM\",\"skus\":[\"%s\"],\"automatic\":true}";
        assertThat(offersOnAPot()).doesNotContain("next-pots");

        asAcme(HttpMethod.PUT, "/offers/next-pots", "operator", body.formatted("pot"))
                .is(200);
        assertThat(offersOnAPot()).contains("next-pots");
        asAcme(HttpMethod.PUT, "/offers/next-pots", "operator", body.formatted("pan"))
                .is(200);
        assertThat(offersOnAPot()).doesNotContain("next-pots");
        asAcme(HttpMethod.PUT, "/offers/next-pots", "operator", body.formatted("pot"))
                .is(200);
        assertThat(offersOnAPot()).contains("next-pots");
        asAcme(HttpMethod.DELETE, "/offers/next-pots", "operator", null);
        assertThat(offersOnAPot()).doesNotContain("next-pots");
    }

    private List<String> offersOnAPot() {
        String cart = "{\"currency\":\"GBP\",\"lines\":[{\"lineId\":\"a\",\"sku\":\"pot\",\"quantity\":1,"
                + "\"unitPrice\":{\"amount\":\"50.00\",\"currency\":\"GBP\"}}]}";
        return asAcme(HttpMethod.POST, "/pricing", "service", cart)
                .is(200)
                .json()
                .path("discounts")
                .valueStream()
                .map(discount -> discount.path("offerId").asString())
                .toList();
    }

    @Test
    void a_code_that_cannot_be_read_or_whose_offer_cannot_is_unknown_and_the_others_apply() {
        String offer = newOffer();
        String good = newCode(offer);
        String spoilt = newCode(offer);
        String later = newOffer();
        String ofLater = newCode(later);
        spoil("codes", DEFAULT + "/" + spoilt, "endsAt", "never");
        spoil("offers", DEFAULT + "/" + later, "target", "SHIPPING");

        JsonNode priced =
                price("ann@example.org", spoilt, ofLater, good).is(200).json();

        assertThat(priced.path("codes")
                        .valueStream()
                        .map(code -> code.path("status").asString()))
                .containsExactly("UNKNOWN", "UNKNOWN", "APPLIED");
        assertRefused(use(newRequest(), later, ofLater), "UNKNOWN");
        use(newRequest(), offer, good).is(200);
    }

    @Test
    void every_code_has_its_status() {
        String offer = newOffer();
        String over = newCode(offer, "endsAt", "2020-01-01T00:00:00Z");
        String early = newCode(offer, "startsAt", "2120-01-01T00:00:00Z");
        String big = newCode(newOffer("minSubtotal", gbp("100.01")));
        String usedUp = newCode(offer, "maxUses", 0);

        assertThat(codeStatus(over)).isEqualTo("EXPIRED");
        assertThat(codeStatus(early)).isEqualTo("NOT_YET_VALID");
        assertThat(codeStatus("no-such-code")).isEqualTo("UNKNOWN");
        assertThat(codeStatus("?!")).isEqualTo("UNKNOWN");
        assertThat(codeStatus(big)).isEqualTo("NOT_APPLICABLE");
        assertThat(codeStatus(usedUp)).isEqualTo("EXHAUSTED");
    }

    @Test
    void a_code_that_somebody_has_used_up_is_exhausted_for_them_alone() {
        String offer = newOffer();
        String code = newCode(offer, "maxUsesPerCustomer", 1);
        use(newRequest(), "ann@example.org", 300, offer, code).is(200);

        assertThat(codeStatus(price("Ann@example.org", code).json())).isEqualTo("EXHAUSTED");
        assertThat(codeStatus(price("bob@example.org", code).json())).isEqualTo("APPLIED");
    }

    @Test
    void a_code_of_a_removed_offer_is_unknown() {
        String offer = newOffer();
        String code = newCode(offer);
        call(HttpMethod.DELETE, "/offers/" + offer, "operator", null).is(204);

        assertThat(codeStatus(code)).isEqualTo("UNKNOWN");
    }

    @Test
    void of_two_codes_of_one_offer_one_applies() {
        String offer = newOffer();

        JsonNode priced =
                price("ann@example.org", newCode(offer), newCode(offer)).is(200).json();

        assertThat(priced.path("discounts").size()).isEqualTo(1);
        assertThat(priced.path("codes")
                        .valueStream()
                        .map(code -> code.path("status").asString()))
                .containsExactly("APPLIED", "NOT_APPLICABLE");
    }

    @Test
    void every_value_that_is_not_allowed_is_named() {
        ApiResponse refused = call(
                HttpMethod.POST,
                "/pricing",
                "service",
                "{\"currency\":\"GBP\",\"lines\":["
                        + "{\"lineId\":\"a\",\"sku\":\"mug\",\"quantity\":1,\"unitPrice\":{\"amount\":\"-1\",\"currency\":\"GBP\"}},"
                        + "{\"lineId\":\"a\",\"sku\":\"cup\",\"quantity\":1,\"unitPrice\":{\"amount\":\"1\",\"currency\":\"EUR\"}}]}");

        assertThat(refused.isProblem(422, "invalid-request").pointers())
                .containsExactly("/lines/0/unitPrice", "/lines/1/lineId", "/lines/1/unitPrice");
        call(HttpMethod.POST, "/pricing", "service", "{\"currency\":\"GBP\"}").isProblem(422, "invalid-request");
        call(HttpMethod.POST, "/pricing", "customer", "{}").isProblem(403, "forbidden");
    }

    private ApiResponse asAcme(HttpMethod method, String path, String scope, String body) {
        return call(method, path, scope, "acme", MediaType.APPLICATION_JSON, body);
    }

    private String codeStatus(String code) {
        return codeStatus(price("ann@example.org", code).is(200).json());
    }

    private static String codeStatus(JsonNode priced) {
        List<String> statuses = priced.path("codes")
                .valueStream()
                .map(code -> code.path("status").asString())
                .toList();
        assertThat(statuses).hasSize(1);
        return statuses.getFirst();
    }
}
