package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.junit.jupiter.api.Test;

/** Carts as large as the budget allows. A change that makes a cart too large is refused without effect, and every accepted cart can be bought. */
class LargeCartTests extends RunningCart {

    private static final int LARGEST_DOCUMENT = 16 * 1024 * 1024;
    private static final int LARGEST_EVENT = 8 * 1024 * 1024;
    private static final int LINES = 20;
    private static final String WRONG_TOTAL = "{\"expectedTotal\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}}";

    private final Random random = new Random(7);
    private int added;

    private record Filled(Buyer buyer, ApiResponse refusal) {}

    /** Adds lines until a call is refused. Every call is within the limits of a single request. */
    private Filled fill(Buyer buyer) {
        String etag = buyer.etag();
        for (int i = 0; i < 60; i++) {
            Document before = document(buyer);
            ApiResponse response = send(
                    with(of(buyer, "/carts/" + buyer.cartId() + "/lines").header("If-Match", etag), "POST", lines()));
            if (response.status() != 201 && response.status() != 200) {
                assertThat(document(buyer)).as("a refused change").isEqualTo(before);
                return new Filled(new Buyer(buyer.name(), buyer.cartId(), etag), response);
            }
            etag = response.header("ETag");
        }
        throw new AssertionError("Nothing was refused");
    }

    private String lines() {
        return IntStream.range(0, LINES)
                .mapToObj(line -> "{\"sku\":\"mug\",\"quantity\":1,\"attributes\":{\"n\":\"" + added++ + "\","
                        + IntStream.range(0, 49)
                                .mapToObj(attribute -> "\"a" + attribute + "\":\"" + incompressible() + "\"")
                                .collect(Collectors.joining(","))
                        + "}}")
                .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
    }

    /** Three bytes per letter, so that few lines take many bytes. */
    private String incompressible() {
        return random.ints(250, '\u4e00', '\u9fa5')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static int bytes(Document document) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        new DocumentCodec()
                .encode(
                        new BsonBinaryWriter(buffer),
                        document,
                        EncoderContext.builder().build());
        return buffer.getSize();
    }

    private void isTooLarge(ApiResponse refusal) {
        assertThat(refusal.is(422).text("/type")).endsWith("/cart-too-large");
        assertThat(refusal.json().path("used").asLong())
                .isGreaterThan(refusal.json().path("limit").asLong());
        assertThat(refusal.json().path("limit").asLong()).isEqualTo(15L * 1024 * 1024);
    }

    private ApiResponse submit(Buyer buyer, String body) {
        return send(with(
                of(buyer, "/carts/" + buyer.cartId() + "/checkout")
                        .header("If-Match", buyer.etag())
                        .header("Idempotency-Key", UUID.randomUUID().toString()),
                "POST",
                body));
    }

    @Test
    void a_cart_grows_until_its_budget_is_used_and_what_was_accepted_is_bought_and_published() {
        Filled filled = fill(buyer());
        isTooLarge(filled.refusal());
        assertThat(bytes(document(filled.buyer())))
                .as("the size of the full cart")
                .isGreaterThan(3_000_000);

        submit(filled.buyer(), "{}").is(200);

        Document bought = document(filled.buyer());
        assertThat(bytes(bought)).isLessThan(LARGEST_DOCUMENT);
        bought.getList("outbox", Document.class, java.util.List.of())
                .forEach(entry -> assertThat(entry.getString("body").getBytes(StandardCharsets.UTF_8))
                        .hasSizeLessThan(LARGEST_EVENT));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Boolean.TRUE.equals(document(filled.buyer()).get("outboxPending")));
    }

    @Test
    void attempts_use_the_budget_up_and_the_next_one_is_refused_before_it_begins() {
        Buyer buyer = fill(buyer()).buyer();
        ApiResponse response = submit(buyer, WRONG_TOTAL);
        int failed = 0;
        while (response.status() != 422 || !response.text("/type").endsWith("/cart-too-large")) {
            assertThat(response.text("/failureType")).startsWith("STALE_CART_PRICING");
            assertThat(bytes(document(buyer))).isLessThan(LARGEST_DOCUMENT);
            failed++;
            buyer = new Buyer(buyer.name(), buyer.cartId(), response.header("ETag"));
            response = submit(buyer, WRONG_TOTAL);
        }
        assertThat(failed).as("failed attempts with a stored response").isBetween(1, 10);
        isTooLarge(response);
        Document refused = document(buyer);
        assertThat(refused.getList("attempts", Document.class)).hasSize(failed);
        assertThat(refused.getString("status")).isEqualTo("IN_PROCESS");
        assertThat(send(with(of(buyer, "/carts/" + buyer.cartId() + "/checkout/validations"), "POST", ""))
                        .is(200)
                        .json()
                        .path("ready")
                        .asBoolean())
                .isFalse();

        Buyer smaller = withoutAThirdOfItsLines(buyer, refused);

        submit(smaller, "{}").is(200);
    }

    private Buyer withoutAThirdOfItsLines(Buyer buyer, Document cart) {
        String etag = buyer.etag();
        var lines = cart.get("content", Document.class).getList("lines", Document.class);
        for (Document line : lines.subList(1, lines.size() / 3 + 1)) {
            String id = line.containsKey("id") ? line.getString("id") : line.getString("_id");
            etag = send(of(buyer, "/carts/" + buyer.cartId() + "/lines/" + id)
                            .header("If-Match", etag)
                            .DELETE())
                    .is(200)
                    .header("ETag");
        }
        return new Buyer(buyer.name(), buyer.cartId(), etag);
    }
}
