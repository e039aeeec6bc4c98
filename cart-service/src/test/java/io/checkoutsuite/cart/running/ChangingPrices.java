package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/** A shop whose prices change while carts are filled. */
abstract class ChangingPrices extends RunningCart {

    final String sku = "sku-" + UUID.randomUUID();
    final String other = "other-" + UUID.randomUUID();

    void costs(String article, String price) {
        imports("{\"sku\":\"%s\",\"name\":\"Bowl\",\"unitPrice\":{\"amount\":\"%s\",\"currency\":\"GBP\"}}"
                .formatted(article, price));
    }

    void imports(String line) {
        ApiResponse report = send(as("operator", "olga", "/catalog/imports")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(line + "\n")))
                .is(200);
        assertThat(report.json().path("imported").asInt())
                .as("%s", report.json())
                .isEqualTo(1);
    }

    /** A new buyer with this many pieces of each article, and a card that pays the total. */
    Buyer buyerOf(int quantity, String... articles) {
        List<String> lines = new ArrayList<>();
        for (String article : articles) {
            lines.add("{\"sku\":\"%s\",\"quantity\":%d}".formatted(article, quantity));
        }
        String name = "ann-" + UUID.randomUUID();
        String cartId = send(with(as("customer", name, "/carts"), "POST", """
            {"currency":"GBP","contact":{"email":"ann@example.org"},"lines":[%s],
             "shippingAddress":{"name":"Ann","line1":"1 High St","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}}\
            """.formatted(String.join(",", lines))))
                .is(201)
                .text("/id");
        return now(
                change(
                                new Buyer(name, cartId, "\"1\""),
                                "POST",
                                "/payments",
                                "{\"gateway\":\"simulator\",\"token\":\"tok_approve\"}")
                        .is(201),
                name,
                cartId);
    }

    ApiResponse change(Buyer buyer, String method, String path, String json) {
        return send(with(of(buyer, "/carts/" + buyer.cartId() + path).header("If-Match", buyer.etag()), method, json));
    }

    /** The buyer with the entity tag of this response. */
    static Buyer now(ApiResponse response, String name, String cartId) {
        return new Buyer(name, cartId, response.header("ETag"));
    }

    static Buyer having(ApiResponse response, Buyer buyer) {
        return now(response, buyer.name(), buyer.cartId());
    }

    ApiResponse read(Buyer buyer) {
        return send(of(buyer, "/carts/" + buyer.cartId()).GET()).is(200);
    }

    ApiResponse dryRun(Buyer buyer) {
        return send(with(of(buyer, "/carts/" + buyer.cartId() + "/checkout/validations"), "POST", "{}"))
                .is(200);
    }

    /** Makes the cart look as if it had been priced an hour ago. */
    void pricedLongAgo(Buyer buyer) {
        write(
                buyer,
                new Document(
                        "$set",
                        new Document("content.pricedAt", Date.from(Instant.now().minusSeconds(3_600)))));
    }
}
