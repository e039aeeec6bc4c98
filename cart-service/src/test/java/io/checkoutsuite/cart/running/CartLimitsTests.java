package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The attempts and idempotency keys of a cart are limited. A request beyond a limit is refused before anything changes. */
class CartLimitsTests extends RunningCart {

    private static final int MAX_ATTEMPTS = 50;
    private static final int MAX_KEYS = 200;
    private static final String WRONG_TOTAL = "{\"expectedTotal\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}}";

    @Test
    void a_cart_is_submitted_fifty_times_and_no_more() {
        Buyer buyer = buyer();
        String etag = buyer.etag();
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            ApiResponse refused = submits(buyer, etag);
            assertThat(refused.text("/failureType")).startsWith("STALE_CART_PRICING");
            etag = refused.header("ETag");
        }
        Document before = document(buyer);
        ApiResponse dryRun = send(with(of(buyer, "/carts/" + buyer.cartId() + "/checkout/validations"), "POST", "{}"));
        assertThat(dryRun.is(200).json().path("ready").asBoolean()).isFalse();
        assertThat(dryRun.text("/failures/0/type")).isEqualTo("INVALID_CART_STATUS");

        ApiResponse refused = submits(buyer, etag);

        assertThat(refused.is(409).text("/type")).isEqualTo("/problems/too-many-attempts");
        assertThat(document(buyer).get("version")).isEqualTo(before.get("version"));
        assertThat(document(buyer).get("attempts")).isEqualTo(before.get("attempts"));
        assertThat(before.getList("attempts", Document.class)).hasSize(MAX_ATTEMPTS);
    }

    private ApiResponse submits(Buyer buyer, String etag) {
        return send(with(
                of(buyer, "/carts/" + buyer.cartId() + "/checkout")
                        .header("If-Match", etag)
                        .header("Idempotency-Key", "submit-" + etag),
                "POST",
                WRONG_TOTAL));
    }

    @Test
    void a_cart_remembers_two_hundred_keys_and_is_changed_without_one_after_that() {
        Buyer buyer = buyer();
        String etag = buyer.etag();
        for (int i = 0; i < MAX_KEYS; i++) {
            etag = send(adds(buyer, etag).header("Idempotency-Key", "key-" + i))
                    .is(200)
                    .header("ETag");
        }
        Document before = document(buyer);

        ApiResponse refused = send(adds(buyer, etag).header("Idempotency-Key", "one-more"));

        assertThat(refused.is(409).text("/type")).isEqualTo("/problems/too-many-keys");
        assertThat(document(buyer)).isEqualTo(before);
        assertThat(before.getList("idempotentResponses", Document.class)).hasSize(MAX_KEYS);
        ApiResponse again = send(adds(buyer, buyer.etag()).header("Idempotency-Key", "key-0"))
                .is(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        send(adds(buyer, etag)).is(200);
    }

    private HttpRequest.Builder adds(Buyer buyer, String etag) {
        return with(
                of(buyer, "/carts/" + buyer.cartId() + "/lines").header("If-Match", etag),
                "POST",
                "{\"sku\":\"mug\",\"quantity\":1}");
    }
}
