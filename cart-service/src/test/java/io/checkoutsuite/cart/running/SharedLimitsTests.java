package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that another service would refuse are refused where they are entered. */
class SharedLimitsTests extends ChangingPrices {

    @BeforeEach
    void a_bowl_costs_five() {
        costs(sku, "5.00");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 300})
    void a_code_that_no_offer_can_have_is_refused_before_anybody_is_asked(int length) {
        Buyer buyer = buyerOf(1, sku);
        int asked = PARTICIPANTS.calls("POST /offer/pricing").size();

        ApiResponse refused =
                change(buyer, "PUT", "/codes/" + "C".repeat(length), "").is(422);

        assertThat(refused.text("/errors/0/code")).isEqualTo("malformed");
        assertThat(PARTICIPANTS.calls("POST /offer/pricing")).hasSize(asked);
        assertThat(read(buyer).header("ETag")).isEqualTo(buyer.etag());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"codes\":[\"ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß\"]', /codes/0",
        "'\"lines\":[{\"sku\":\"a\\u0007b\",\"quantity\":1}]', /lines/0/sku",
        "'\"lines\":[{\"sku\":\"a;b\",\"quantity\":1}]', /lines/0/sku"
    })
    void a_new_cart_names_what_no_service_knows(String member, String pointer) {
        ApiResponse refused = send(with(
                        as("customer", "ann", "/carts"), "POST", "{\"currency\":\"GBP\",%s}".formatted(member)))
                .is(422);

        assertThat(refused.text("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(refused.text("/errors/0/code")).isEqualTo("malformed");
    }

    @Test
    void a_type_of_payment_that_cannot_be_paid_with_is_refused_when_it_is_chosen() {
        change(
                        buyerOf(1, sku),
                        "POST",
                        "/payments",
                        "{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"type\":\"gift card\"}")
                .is(422);
    }

    @Test
    void a_price_that_offers_cannot_count_with_is_not_imported() {
        ApiResponse report = send(as("operator", "olga", "/catalog/imports")
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString("sku,name,unitPrice.amount,unitPrice.currency\n"
                                + "%1$s,Bowl,1234567890123.00,GBP\n%1$s,Bowl,1,299.00,GBP\n%1$s,Bowl\n%1$s,Bowl,,\n"
                                        .formatted(sku))))
                .is(200);

        assertThat(report.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("code").asString()))
                .containsExactly("too-large", "surplus-cell", "missing-cell", "missing", "missing");
        assertThat(read(buyerOf(1, sku)).text("/totals/total/amount")).isEqualTo("5.00");
    }

    @Test
    void what_a_product_asks_for_can_be_said_in_any_language() {
        imports(
                "{\"sku\":\"%s\",\"name\":\"Shirt\",\"unitPrice\":{\"amount\":\"5.00\",\"currency\":\"GBP\"},\"requiredAttributes\":[\"Größe\"]}"
                        .formatted(other));
        Buyer without = buyerOf(1, other);
        send(submission(without, "without")).is(422);

        ApiResponse filled = change(
                        buyerOf(1, sku),
                        "POST",
                        "/lines",
                        "{\"sku\":\"%s\",\"quantity\":1,\"attributes\":{\"Größe\":\"L\"}}".formatted(other))
                .is(200);

        assertThat(filled.text("/lines/1/attributes/Größe")).isEqualTo("L");
    }

    @Test
    void a_customer_whose_id_is_as_long_as_a_subject_may_be_can_buy_and_no_longer_one_comes_in() {
        String longest = UUID.randomUUID() + "c".repeat(255 - 36);
        String cart = send(with(as("customer", longest, "/carts"), "POST", """
                        {"currency":"GBP","lines":[{"sku":"%s","quantity":1}],
                         "shippingAddress":{"line1":"1 High St","city":"Leeds","country":"GB"}}""".formatted(sku)))
                .is(201)
                .text("/id");
        Buyer buyer = having(
                change(
                                new Buyer(longest, cart, "\"1\""),
                                "POST",
                                "/payments",
                                "{\"gateway\":\"simulator\",\"token\":\"tok_approve\"}")
                        .is(201),
                new Buyer(longest, cart, ""));

        send(submission(buyer, "long")).is(200);

        send(with(as("customer", longest + "c", "/carts"), "POST", "{\"currency\":\"GBP\"}"))
                .is(401);
    }

    @Test
    void a_fulfilment_group_says_how_it_reaches_the_buyer() {
        Buyer buyer = buyer();

        ApiResponse refused = send(with(
                of(buyer, "/carts/" + buyer.cartId() + "/fulfillment-groups").header("If-Match", buyer.etag()),
                "PUT",
                "{\"groups\":[{\"type\":null,\"lineIds\":[]}]}"));

        assertThat(refused.is(422).text("/errors/0/pointer")).isEqualTo("/groups/0/type");
    }
}
