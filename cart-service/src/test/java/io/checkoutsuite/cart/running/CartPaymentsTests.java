package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a buyer can pay with, and what happens to a payment that another one replaces. */
class CartPaymentsTests extends ChangingPrices {

    private static final String SAVED_CALL = "GET /payment/payment-methods/";
    private static final String VALIDATION = "POST /payment/tokens/validations";
    private static final String VISA = """
            {"id":"visa","gateway":"simulator","token":"tok_visa","type":"DEBIT_CARD","severalPayments":%s,
             "billingAddress":{"name":"Ann","line1":"1 High St","city":"Leeds","postalCode":"LS1 1AA","country":"GB"}}\
            """;
    private static final String SLOW_CARD = "{\"gateway\":\"simulator\",\"token\":\"tok_slow\"}";

    @BeforeEach
    void a_bowl_costs_five_and_a_visa_is_saved() {
        costs(sku, "5.00");
        PARTICIPANTS.replies(SAVED_CALL, 200, VISA.formatted(true));
    }

    @AfterEach
    void all_respond_normally() {
        List.of(SAVED_CALL, VALIDATION, AUTHORIZES_PAYMENT).forEach(call -> {
            PARTICIPANTS.repliesNormally(call);
            PARTICIPANTS.works(call);
        });
    }

    private static JsonNode only(ApiResponse cart, String list) {
        JsonNode all = cart.json().path(list);
        assertThat(all).as("%s", cart.json()).hasSize(1);
        return all.path(0);
    }

    private ApiResponse pays(Buyer buyer, String json) {
        return change(buyer, "POST", "/payments", json);
    }

    private JsonNode sentPayment(Buyer buyer) {
        List<JsonNode> sent = PARTICIPANTS.sent("PUT /payment/authorizations/" + buyer.cartId());
        assertThat(sent).hasSize(1);
        return sent.getFirst().path("payments").path(0);
    }

    @Test
    void a_saved_payment_is_copied_into_the_cart_whatever_else_the_request_says() {
        Buyer buyer = buyerOf(2, sku);

        ApiResponse cart = pays(buyer, """
                {"savedPaymentId":"visa","gateway":"evil","token":"tok_evil","type":"CREDIT_CARD","fields":{"TOKEN":"tok_evil","token":"tok_evil"},
                 "billingAddress":{"name":"Eve","line1":"9 Low St","city":"York","postalCode":"YO1 1AA","country":"GB"}}""").is(201);

        JsonNode payment = only(cart, "payments");
        assertThat(payment.path("gateway").asString()).isEqualTo("simulator");
        assertThat(payment.path("type").asString()).isEqualTo("DEBIT_CARD");
        assertThat(payment.path("savedPaymentId").asString()).isEqualTo("visa");
        assertThat(payment.at("/billingAddress/line1").asString()).isEqualTo("1 High St");
        assertThat(Instant.parse(payment.path("addedAt").asString()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(cart.text()).doesNotContain("tok_visa");
        send(submission(having(cart, buyer), "once")).is(200);
        JsonNode sent = sentPayment(buyer);
        assertThat(sent.path("token").asString()).isEqualTo("tok_visa");
        assertThat(sent.path("gateway").asString()).isEqualTo("simulator");
        assertThat(sent.path("savedPaymentId").asString()).isEqualTo("visa");
        assertThat(sent.at("/billingAddress/line1").asString()).isEqualTo("1 High St");
        assertThat(sent.at("/fields/TOKEN").asString()).isEqualTo("tok_evil");
    }

    @Test
    void the_address_in_the_cart_stays_as_it_was_when_the_saved_one_changes() {
        Buyer buyer = buyerOf(2, sku);
        ApiResponse paid = pays(buyer, "{\"savedPaymentId\":\"visa\"}").is(201);
        PARTICIPANTS.replies(SAVED_CALL, 200, VISA.formatted(true).replace("1 High St", "2 New St"));

        send(submission(having(paid, buyer), "once")).is(200);

        assertThat(sentPayment(buyer).at("/billingAddress/line1").asString()).isEqualTo("1 High St");
    }

    @Test
    void the_customers_default_payment_is_used_if_the_buyer_says_so() {
        Buyer buyer = buyerOf(2, sku);

        ApiResponse cart = pays(buyer, "{\"useDefault\":true}").is(201);

        assertThat(only(cart, "payments").path("savedPaymentId").asString()).isEqualTo("visa");
        assertThat(PARTICIPANTS.calls("GET /payment/payment-methods/default")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"savedPaymentId, '\"gone\"'", "useDefault, true"})
    void a_payment_that_is_not_saved_is_refused_and_changes_nothing(String member, String value) {
        Buyer buyer = buyerOf(2, sku);
        PARTICIPANTS.replies(SAVED_CALL, 404, "{}");

        ApiResponse refused =
                pays(buyer, "{\"%s\":%s}".formatted(member, value)).is(422);

        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/" + member);
        assertThat(refused.text("/errors/0/code")).isEqualTo("not-saved");
        assertThat(read(buyer).header("ETag")).isEqualTo(buyer.etag());
    }

    @Test
    void a_guest_has_no_saved_payments_and_can_save_none() {
        ApiResponse cart = send(with(
                        to("/carts"),
                        "POST",
                        "{\"currency\":\"GBP\",\"lines\":[{\"sku\":\"%s\",\"quantity\":1}]}".formatted(sku)))
                .is(201);

        for (String[] refused : new String[][] {
            {"{\"savedPaymentId\":\"visa\"}", "/savedPaymentId"},
            {"{\"useDefault\":true}", "/useDefault"},
            {"{\"gateway\":\"simulator\",\"token\":\"tok_approve\",\"save\":true}", "/save"}
        }) {
            ApiResponse response = send(with(
                            to("/carts/" + cart.text("/id") + "/payments")
                                    .header("Guest-Token", cart.header("Guest-Token"))
                                    .header("If-Match", "\"1\""),
                            "POST",
                            refused[0]))
                    .is(422);
            assertThat(response.text("/errors/0/pointer")).isEqualTo(refused[1]);
        }
    }

    @Test
    void the_payment_of_the_remainder_replaces_the_one_before_which_is_archived() {
        Buyer buyer = buyerOf(2, sku);
        JsonNode first = only(read(buyer), "payments");

        ApiResponse cart = pays(buyer, SLOW_CARD).is(201);

        assertThat(only(cart, "payments").path("id").asString())
                .isNotEqualTo(first.path("id").asString());
        JsonNode archived = only(cart, "archivedPayments");
        assertThat(archived.path("id").asString()).isEqualTo(first.path("id").asString());
        assertThat(archived.path("reason").asString()).isEqualTo("REPLACED");
        assertThat(archived.path("addedAt").asString())
                .isEqualTo(first.path("addedAt").asString());
        assertThat(cart.text("/openAmount/amount")).isEqualTo("0.00");
        assertThat(only(read(having(cart, buyer)), "archivedPayments")).isEqualTo(archived);
        send(submission(having(cart, buyer), "once")).is(200);
        assertThat(sentPayment(buyer).path("token").asString()).isEqualTo("tok_slow");
    }

    @Test
    void a_removed_payment_is_archived_too() {
        Buyer buyer = buyerOf(2, sku);
        String id = only(read(buyer), "payments").path("id").asString();

        ApiResponse cart = change(buyer, "DELETE", "/payments/" + id, "").is(200);

        assertThat(cart.json().path("payments")).isEmpty();
        assertThat(only(cart, "archivedPayments").path("reason").asString()).isEqualTo("REMOVED");
        assertThat(cart.text("/openAmount/amount")).isEqualTo("10.00");
    }

    @Test
    void payments_with_an_amount_share_the_total() {
        Buyer buyer = buyerOf(2, sku);

        ApiResponse cart = pays(
                        buyer,
                        "{\"gateway\":\"simulator\",\"token\":\"tok_slow\",\"amount\":{\"amount\":\"4.00\",\"currency\":\"GBP\"}}")
                .is(201);

        assertThat(cart.json().path("payments")).hasSize(2);
        assertThat(cart.json().path("archivedPayments")).isEmpty();
        send(submission(having(cart, buyer), "once")).is(200);
        assertThat(PARTICIPANTS
                        .sent("PUT /payment/authorizations/" + buyer.cartId())
                        .getFirst()
                        .path("payments")
                        .valueStream()
                        .map(payment -> payment.at("/amount/amount").asString()))
                .containsExactly("6.00", "4.00");
    }

    @Test
    void the_payment_of_the_remainder_leaves_those_with_an_amount_in_place() {
        Buyer buyer = buyerOf(2, sku);
        ApiResponse split = pays(
                        buyer,
                        "{\"gateway\":\"simulator\",\"token\":\"tok_slow\",\"amount\":{\"amount\":\"4.00\",\"currency\":\"GBP\"}}")
                .is(201);

        ApiResponse cart =
                pays(having(split, buyer), "{\"savedPaymentId\":\"visa\"}").is(201);

        assertThat(cart.json()
                        .path("payments")
                        .valueStream()
                        .map(payment -> payment.path("savedPaymentId").asString("")))
                .containsExactly("", "visa");
        assertThat(cart.json().path("archivedPayments")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_gateway_that_accepts_one_payment_only_replaces_all_others(boolean saved) {
        Buyer buyer = buyerOf(2, sku);
        ApiResponse split = pays(
                        buyer,
                        "{\"gateway\":\"simulator\",\"token\":\"tok_slow\",\"amount\":{\"amount\":\"4.00\",\"currency\":\"GBP\"}}")
                .is(201);
        PARTICIPANTS.replies(SAVED_CALL, 200, VISA.formatted(false));
        PARTICIPANTS.replies(VALIDATION, 200, "{\"gateway\":\"single\",\"severalPayments\":false}");

        ApiResponse cart = pays(
                        having(split, buyer),
                        saved ? "{\"savedPaymentId\":\"visa\"}" : "{\"gateway\":\"single\",\"token\":\"tok_approve\"}")
                .is(201);

        only(cart, "payments");
        assertThat(cart.json().path("archivedPayments")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"gateway\":\"simulator\",\"token\":\"tok_slow\",\"fields\":{\"b\":\"2\",\"a\":\"1\"}}",
                "{\"savedPaymentId\":\"visa\"}"
            })
    void the_same_payment_is_added_once(String payment) {
        Buyer buyer = buyerOf(2, sku);
        ApiResponse first = pays(buyer, payment).is(201);

        ApiResponse again = pays(having(first, buyer), payment).is(201);

        assertThat(only(again, "payments")).isEqualTo(only(first, "payments"));
        assertThat(again.json().path("archivedPayments")).hasSize(1);
    }

    @Test
    void a_repeated_request_gets_the_same_payment_under_its_key() {
        Buyer buyer = buyerOf(2, sku);
        ApiResponse first = send(with(keyed(buyer), "POST", SLOW_CARD)).is(201);

        ApiResponse again = send(with(keyed(buyer), "POST", SLOW_CARD)).is(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    private HttpRequest.Builder keyed(Buyer buyer) {
        return of(buyer, "/carts/" + buyer.cartId() + "/payments")
                .header("If-Match", buyer.etag())
                .header("Idempotency-Key", "pay");
    }

    @Test
    void only_the_latest_archived_payments_are_kept() {
        Buyer buyer = buyerOf(2, sku);
        ApiResponse cart = read(buyer);
        for (int i = 0; i < 22; i++) {
            cart = pays(having(cart, buyer), "{\"gateway\":\"simulator\",\"token\":\"tok_%d\"}".formatted(i))
                    .is(201);
        }

        assertThat(cart.json().path("archivedPayments")).hasSize(20);
        assertThat(only(cart, "payments").path("addedAt").asString())
                .isGreaterThanOrEqualTo(cart.text("/archivedPayments/19/addedAt"));
    }

    @Test
    void a_transfer_needs_only_its_type_and_takes_its_fields_along() {
        Buyer buyer = buyerOf(2, sku);

        ApiResponse cart = pays(buyer, "{\"type\":\"WIRE\",\"fields\":{\"MY_TOKEN\":\"12345\"}}")
                .is(201);

        assertThat(only(cart, "payments").path("gateway").asString()).isEqualTo("offline");
        assertThat(only(cart, "payments").at("/fields/MY_TOKEN").asString()).isEqualTo("12345");
        send(submission(having(cart, buyer), "once")).is(200);
        assertThat(sentPayment(buyer).at("/fields/MY_TOKEN").asString()).isEqualTo("12345");
        assertThat(sentPayment(buyer).path("token").isNull()).isTrue();
    }

    @Test
    void a_payment_without_a_gateway_is_not_accepted_while_nobody_can_check_its_type() {
        Buyer buyer = buyerOf(2, sku);
        PARTICIPANTS.fails(VALIDATION);

        pays(buyer, "{\"type\":\"WIRE\"}").is(503);
        pays(buyer, SLOW_CARD).is(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"savedPaymentId\":\"visa\",\"useDefault\":true} | /useDefault",
                "{\"savedPaymentId\":\"visa\",\"save\":true} | /save",
                "{\"fields\":{\"a\":\"b\"}} | /gateway",
                "{\"type\":\"WIRE\",\"gateway\":\"simulator\"} | /token"
            })
    void a_contradictory_or_incomplete_payment_is_refused(String payment, String pointer) {
        Buyer buyer = buyerOf(2, sku);

        assertThat(pays(buyer, payment).is(422).text("/errors/0/pointer")).isEqualTo(pointer);
    }

    @Test
    void the_wish_to_save_a_payment_method_reaches_the_payment_service() {
        Buyer buyer = buyerOf(2, sku);
        ApiResponse cart = pays(buyer, "{\"gateway\":\"simulator\",\"token\":\"tok_slow\",\"save\":true}")
                .is(201);

        send(submission(having(cart, buyer), "once")).is(200);

        assertThat(only(cart, "payments").path("save").asBoolean()).isTrue();
        assertThat(sentPayment(buyer).path("save").asBoolean()).isTrue();
    }

    @Test
    void a_saved_payment_that_cannot_be_used_any_more_is_reported_by_the_submit_and_by_a_dry_run() {
        Buyer before = buyerOf(2, sku);
        Buyer buyer = having(pays(before, "{\"savedPaymentId\":\"visa\"}").is(201), before);
        String id = read(buyer).text("/payments/0/id");
        PARTICIPANTS.replies(SAVED_CALL, 409, "{\"type\":\"/problems/payment-method-expired\"}");
        PARTICIPANTS.replies(AUTHORIZES_PAYMENT, 422, """
                {"type":"/problems/payment-method-unusable","failures":[{"paymentId":"%s","message":"The payment method expired at the end of 2026-01"}]}\
                """.formatted(id));

        ApiResponse dry = dryRun(buyer);
        ApiResponse refused = send(submission(buyer, "once")).is(422);

        assertThat(dry.json().path("ready").asBoolean()).isFalse();
        assertThat(dry.text("/failures/0/type")).isEqualTo("INVALID_PAYMENT_CONFIG");
        assertThat(refused.text("/failureType")).isEqualTo("INVALID_PAYMENT_CONFIG");
        assertThat(refused.text("/paymentTransactionFailureDetails/0/paymentId"))
                .isEqualTo(id);
        assertThat(refused.text("/paymentTransactionFailureDetails/0/message")).contains("expired");
        assertThat(read(buyer).text("/status")).isEqualTo("IN_PROCESS");
    }
}
