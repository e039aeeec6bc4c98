package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No cart keeps a price that is no longer in the catalog, and no buyer pays a price that was never shown. */
class RepricingTests extends ChangingPrices {

    @BeforeEach
    void a_bowl_costs_five() {
        costs(sku, "5.00");
    }

    @Test
    void every_change_prices_the_whole_cart_and_pieces_added_later_cost_the_same_as_the_first() {
        Buyer buyer = buyerOf(2, sku);
        costs(sku, "7.00");

        ApiResponse more = change(buyer, "POST", "/lines", "{\"sku\":\"%s\",\"quantity\":1}".formatted(sku))
                .is(200);

        assertThat(more.json().path("lines")).hasSize(1);
        assertThat(more.text("/lines/0/quantity")).isEqualTo("3");
        assertThat(more.text("/lines/0/unitPrice/amount")).isEqualTo("7.00");
        assertThat(more.text("/totals/total/amount")).isEqualTo("21.00");
        costs(sku, "4.00");
        ApiResponse contact = change(having(more, buyer), "PUT", "/contact", "{\"email\":\"ann@example.org\"}")
                .is(200);
        assertThat(contact.text("/totals/total/amount")).isEqualTo("12.00");
    }

    @Test
    void a_payment_is_measured_by_the_price_of_now() {
        Buyer buyer = buyerOf(2, sku);
        String payment = read(buyer).text("/payments/0/id");
        costs(sku, "3.00");

        buyer = having(change(buyer, "DELETE", "/payments/" + payment, "").is(200), buyer);
        ApiResponse tooMuch = change(
                        buyer,
                        "POST",
                        "/payments",
                        "{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"amount\":{\"amount\":\"10.00\",\"currency\":\"GBP\"}}")
                .is(422);

        assertThat(tooMuch.text("/errors/0/code")).isEqualTo("too-large");
    }

    @Test
    void a_read_shows_new_prices_once_the_old_ones_have_had_their_time_and_makes_a_new_version_of_the_cart() {
        Buyer buyer = buyerOf(2, sku);
        costs(sku, "7.00");

        assertThat(read(buyer).text("/totals/total/amount")).isEqualTo("10.00");
        pricedLongAgo(buyer);
        Object changedAt = document(buyer).get("content", Document.class).get("changedAt");
        ApiResponse read = read(buyer);

        assertThat(read.text("/totals/total/amount")).isEqualTo("14.00");
        assertThat(read.header("ETag")).isEqualTo("\"3\"");
        assertThat(read.text("/version")).isEqualTo("3");
        assertThat(read(buyer).header("ETag")).isEqualTo("\"3\"");
        assertThat(document(buyer).get("content", Document.class).get("changedAt"))
                .isEqualTo(changedAt);
        assertThat(change(buyer, "PUT", "/contact", "{\"email\":\"ann@example.org\"}")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void a_read_of_prices_that_stand_changes_no_version_and_asks_no_more_for_a_while() {
        Buyer buyer = buyerOf(2, sku);
        pricedLongAgo(buyer);

        assertThat(read(buyer).header("ETag")).isEqualTo(buyer.etag());

        assertThat(document(buyer).get("content", Document.class).getDate("pricedAt"))
                .isAfter(new Date(System.currentTimeMillis() - 60_000));
    }

    @Test
    void a_read_does_without_offers_that_are_unavailable() {
        Buyer buyer = buyerOf(2, sku);
        costs(sku, "7.00");
        pricedLongAgo(buyer);
        PARTICIPANTS.fails("POST /offer/pricing");
        try {
            assertThat(read(buyer).text("/totals/total/amount")).isEqualTo("10.00");
        } finally {
            PARTICIPANTS.works("POST /offer/pricing");
        }
        assertThat(read(buyer).text("/totals/total/amount")).isEqualTo("14.00");
    }

    @Test
    void a_read_keeps_the_former_prices_where_the_new_ones_would_make_the_cart_too_large() {
        Buyer buyer = buyerOf(2, sku);
        usesItsBudgetUp(buyer);
        costs(sku, "123456.00");
        pricedLongAgo(buyer);

        ApiResponse read = read(buyer);

        assertThat(read.text("/totals/total/amount")).isEqualTo("10.00");
        assertThat(read.header("ETag")).isEqualTo(buyer.etag());
        costs(sku, "4.00");
        assertThat(read(buyer).text("/totals/total/amount"))
                .as("prices that make the cart smaller")
                .isEqualTo("8.00");
    }

    /** Makes the cart look as if it had stored the responses to many requests. */
    private void usesItsBudgetUp(Buyer buyer) {
        Document idempotentResponse = new Document("key", "large")
                .append("bodyHash", "")
                .append(
                        "response",
                        new Document("status", 200)
                                .append("version", 1L)
                                .append("deflated", new Binary(new byte[15 * 1024 * 1024])))
                .append("at", new Date());
        write(buyer, new Document("$push", new Document("idempotentResponses", idempotentResponse)));
    }

    @Test
    void a_checkout_at_a_higher_price_is_refused_with_the_new_prices_on_the_cart_and_accepted_once_they_were_seen() {
        Buyer buyer = buyerOf(2, sku);
        costs(sku, "7.00");

        ApiResponse dry = dryRun(buyer);
        assertThat(dry.json().path("ready").asBoolean()).isFalse();
        assertThat(dry.text("/failures/0/type")).isEqualTo("STALE_CART_PRICING_HIGHER");
        ApiResponse refused = send(submission(buyer, "at-five")).is(422);

        assertThat(refused.text("/failureType")).isEqualTo("STALE_CART_PRICING_HIGHER");
        assertThat(refused.text("/cart/lines/0/unitPrice/amount")).isEqualTo("7.00");
        assertThat(refused.text("/cart/totals/total/amount")).isEqualTo("14.00");
        assertThat(PARTICIPANTS.calls(buyer.cartId())).noneMatch(call -> call.startsWith("PUT"));
        assertThat(send(submission(buyer, "at-five")).is(422).body()).isEqualTo(refused.body());
        assertThat(read(buyer).header("ETag")).isEqualTo(refused.header("ETag"));

        ApiResponse bought =
                send(submission(having(refused, buyer), "at-seven")).is(200);
        assertThat(bought.text("/cart/totals/total/amount")).isEqualTo("14.00");
        assertThat(PARTICIPANTS
                        .sent(AUTHORIZES_PAYMENT + buyer.cartId())
                        .getFirst()
                        .at("/total/amount")
                        .asString())
                .isEqualTo("14.00");
    }

    @Test
    void a_checkout_accepts_prices_that_have_fallen() {
        Buyer buyer = buyerOf(2, sku);
        costs(sku, "4.00");

        assertThat(dryRun(buyer).json().path("ready").asBoolean()).isTrue();
        ApiResponse bought = send(submission(buyer, "cheaper")).is(200);

        assertThat(bought.text("/cart/totals/total/amount")).isEqualTo("8.00");
        assertThat(PARTICIPANTS
                        .sent(AUTHORIZES_PAYMENT + buyer.cartId())
                        .getFirst()
                        .at("/total/amount")
                        .asString())
                .isEqualTo("8.00");
    }

    @Test
    void a_caller_that_expects_another_total_than_the_cart_ever_had_is_refused() {
        Buyer buyer = buyerOf(2, sku);

        assertThat(expecting(buyer, "9.00").text("/failureType")).isEqualTo("STALE_CART_PRICING_HIGHER");
        buyer = having(read(buyer), buyer);
        assertThat(expecting(buyer, "11.00").text("/failureType")).isEqualTo("STALE_CART_PRICING_LOWER");
    }

    private ApiResponse expecting(Buyer buyer, String total) {
        return send(with(
                        of(buyer, "/carts/" + buyer.cartId() + "/checkout")
                                .header("If-Match", buyer.etag())
                                .header("Idempotency-Key", total),
                        "POST",
                        "{\"expectedTotal\":{\"amount\":\"%s\",\"currency\":\"GBP\"}}".formatted(total)))
                .is(422);
    }

    @Test
    void a_price_that_is_imported_in_the_middle_of_a_checkout_is_for_the_next_one() throws Exception {
        Buyer buyer = buyerOf(2, sku);
        String reserves = "PUT /inventory/reservations/" + buyer.cartId();
        CountDownLatch held = PARTICIPANTS.blocks(reserves);

        CompletableFuture<ApiResponse> buying = sending(submission(buyer, "in-the-middle"));
        Awaitility.await().until(() -> !PARTICIPANTS.calls(reserves).isEmpty());
        costs(sku, "7.00");
        held.countDown();

        ApiResponse bought = buying.get().is(200);
        assertThat(bought.text("/cart/totals/total/amount")).isEqualTo("10.00");
        assertThat(PARTICIPANTS
                        .sent(AUTHORIZES_PAYMENT + buyer.cartId())
                        .getFirst()
                        .at("/total/amount")
                        .asString())
                .isEqualTo("10.00");
        pricedLongAgo(buyer);
        assertThat(read(buyer).text("/totals/total/amount")).isEqualTo("10.00");
    }

    @Test
    void what_is_not_sold_any_more_is_named_at_checkout_and_removed_when_the_cart_is_next_seen() {
        costs(other, "2.00");
        Buyer buyer = buyerOf(2, sku, other);
        imports("{\"sku\":\"%s\",\"name\":\"Bowl\",\"active\":false}".formatted(sku));

        ApiResponse refused = send(submission(buyer, "gone")).is(422);
        String line = refused.text("/cart/lines/0/id");
        assertThat(refused.text("/failureType")).isEqualTo("INVALID_CART_ITEM_CONFIG");
        assertThat(refused.text("/itemFailureMessages/" + line)).contains("no longer sold");
        assertThat(refused.json().at("/cart/lines")).hasSize(2);
        Buyer seen = having(refused, buyer);
        assertThat(change(seen, "PATCH", "/lines/" + line, "{\"quantity\":3}")
                        .is(422)
                        .text("/errors/0/code"))
                .isEqualTo("not-sold");

        pricedLongAgo(buyer);
        ApiResponse read = read(buyer);
        assertThat(read.json().path("lines")).hasSize(1);
        assertThat(read.text("/removedLines/0/sku")).isEqualTo(sku);
        assertThat(read.text("/removedLines/0/reason")).isEqualTo("NOT_SOLD");
        assertThat(read.text("/totals/total/amount")).isEqualTo("4.00");
        ApiResponse bought = send(submission(having(read, buyer), "the-rest")).is(200);
        assertThat(bought.text("/cart/totals/total/amount")).isEqualTo("4.00");
    }

    @Test
    void a_product_that_has_changed_its_currency_is_not_sold_at_the_old_price() {
        costs(other, "2.00");
        Buyer buyer = buyerOf(2, sku, other);
        imports("{\"sku\":\"%s\",\"name\":\"Bowl\",\"unitPrice\":{\"amount\":\"5.00\",\"currency\":\"EUR\"}}"
                .formatted(sku));

        assertThat(dryRun(buyer).text("/failures/0/type")).isEqualTo("INVALID_CART_ITEM_CONFIG");
        assertThat(send(submission(buyer, "euros")).is(422).text("/failureType"))
                .isEqualTo("INVALID_CART_ITEM_CONFIG");
        ApiResponse changed = change(having(read(buyer), buyer), "PUT", "/contact", "{\"email\":\"ann@example.org\"}")
                .is(200);
        assertThat(changed.json().path("lines")).hasSize(1);
        assertThat(changed.text("/removedLines/0/reason")).isEqualTo("WRONG_CURRENCY");
    }
}
