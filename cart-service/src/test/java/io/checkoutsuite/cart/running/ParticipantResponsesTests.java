package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever another service responds, the buyer gets a failure that refers to the cart, and a dry run reports it before the submit. */
class ParticipantResponsesTests extends ChangingPrices {

    private static final String INVALID =
            "{\"type\":\"/problems/invalid-request\",\"errors\":[{\"pointer\":\"/x\",\"code\":\"malformed\",\"message\":\"x\"}]}";
    private static final String DISCOUNTED = """
        {"discounts":[{"offerId":"ten","code":"TEN","name":"Ten","amount":{"amount":"1.00","currency":"GBP"},
          "lines":[]}],"codes":[{"code":"TEN","status":"APPLIED","reason":"Ten"}]}\
        """;
    private static final List<String> CALLS = List.of(
            "PUT /inventory/reservations/",
            "PUT /offer/uses/",
            "PUT /payment/authorizations/",
            "POST /inventory/reservations/previews",
            "POST /offer/uses/previews",
            "POST /offer/pricing",
            "POST /payment/tokens/validations",
            "GET /payment/payment-methods/");

    @BeforeEach
    void a_bowl_costs_five() {
        costs(sku, "5.00");
    }

    @AfterEach
    void all_respond_normally() {
        CALLS.forEach(PARTICIPANTS::repliesNormally);
        CALLS.forEach(PARTICIPANTS::works);
    }

    private Buyer withDiscount() {
        PARTICIPANTS.replies("POST /offer/pricing", 200, DISCOUNTED);
        return buyerOf(2, sku);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT /inventory/reservations/, 400, 422, INVALID_CART_ITEM_CONFIG",
        "PUT /inventory/reservations/, 422, 422, INVALID_CART_ITEM_CONFIG",
        "PUT /inventory/reservations/, 403, 503, SERVICE_UNAVAILABLE",
        "PUT /inventory/reservations/, 409, 503, SERVICE_UNAVAILABLE",
        "PUT /offer/uses/, 422, 422, INVALID_OFFER_OR_OFFER_CODE_USAGE",
        "PUT /offer/uses/, 404, 422, INVALID_OFFER_OR_OFFER_CODE_USAGE",
        "PUT /offer/uses/, 429, 503, SERVICE_UNAVAILABLE",
        "PUT /payment/authorizations/, 400, 422, INVALID_PAYMENT_CONFIG",
        "PUT /payment/authorizations/, 422, 422, INVALID_PAYMENT_CONFIG",
        "PUT /payment/authorizations/, 401, 503, SERVICE_UNAVAILABLE"
    })
    void a_refused_call_of_an_activity_is_a_failure_that_the_buyer_understands(
            String call, int answered, int status, String failure) {
        Buyer buyer = withDiscount();
        PARTICIPANTS.replies(call, answered, INVALID);

        assertThat(send(submission(buyer, "once")).is(status).text("/failureType"))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION, AUTHENTICATION, PAYMENT_REQUIRES_3DS_VERIFICATION",
        "AUTHENTICATION, SOFT, FAILED_PAYMENT_TRANSACTION",
        "HARD, AUTHENTICATION, FAILED_PAYMENT_TRANSACTION",
        "A_TYPE_OF_THE_FUTURE, HARD, FAILED_PAYMENT_TRANSACTION"
    })
    void only_if_every_declined_payment_needs_authentication_the_buyer_is_sent_to_it(
            String first, String second, String failure) {
        Buyer buyer = buyerOf(2, sku);
        PARTICIPANTS.replies("PUT /payment/authorizations/", 402, """
                {"type":"/problems/payment-refused","failures":[{"paymentId":"p1","declineType":"%s","message":"no"},
                {"paymentId":"p2","declineType":"%s","message":"no"}]}""".formatted(first, second));

        ApiResponse refused = send(submission(buyer, "once")).is(402);

        assertThat(refused.text("/failureType")).isEqualTo(failure);
        assertThat(refused.texts("/paymentTransactionFailureDetails", "/declineType"))
                .containsExactly(first, second);
    }

    @Test
    void a_refusal_without_any_failure_is_a_declined_payment() {
        Buyer buyer = buyerOf(2, sku);
        PARTICIPANTS.replies(
                "PUT /payment/authorizations/", 402, "{\"type\":\"/problems/payment-refused\",\"failures\":[]}");

        assertThat(send(submission(buyer, "once")).is(402).text("/failureType"))
                .isEqualTo("FAILED_PAYMENT_TRANSACTION");
    }

    @ParameterizedTest
    @CsvSource({"400, 422", "422, 422", "404, 422", "401, 503", "403, 503", "429, 503", "500, 503"})
    void offers_that_cannot_price_a_change_leave_the_cart_as_it_was(int answered, int status) {
        Buyer buyer = buyerOf(2, sku);
        PARTICIPANTS.replies("POST /offer/pricing", answered, INVALID);

        change(buyer, "POST", "/lines", "{\"sku\":\"%s\",\"quantity\":1}".formatted(sku))
                .is(status);

        assertThat(read(buyer).header("ETag")).isEqualTo(buyer.etag());
    }

    @ParameterizedTest
    @CsvSource({"409, 422", "400, 422", "403, 503"})
    void a_saved_payment_that_cannot_be_used_is_refused(int answered, int status) {
        Buyer buyer = buyerOf(2, sku);
        String payment = read(buyer).text("/payments/0/id");
        buyer = having(change(buyer, "DELETE", "/payments/" + payment, "").is(200), buyer);
        PARTICIPANTS.replies(
                "GET /payment/payment-methods/", answered, "{\"type\":\"/problems/payment-method-expired\"}");

        change(buyer, "POST", "/payments", "{\"savedPaymentId\":\"old\"}").is(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /inventory/reservations/previews",
                "POST /offer/uses/previews",
                "POST /payment/tokens/validations"
            })
    void a_dry_run_is_not_ready_while_a_participant_is_unavailable(String call) {
        Buyer buyer = withDiscount();
        assertThat(dryRun(buyer).json().path("ready").asBoolean()).isTrue();
        PARTICIPANTS.fails(call);

        ApiResponse dry = dryRun(buyer);

        assertThat(dry.json().path("ready").asBoolean()).isFalse();
        assertThat(dry.text("/failures/0/type")).isEqualTo("SERVICE_UNAVAILABLE");
    }

    @Test
    void a_dry_run_lists_every_failure_that_a_submit_would_meet() {
        Buyer buyer = withDiscount();
        PARTICIPANTS.replies(
                "POST /inventory/reservations/previews",
                200,
                "{\"shortages\":[{\"sku\":\"%s\",\"requested\":2,\"available\":1}]}".formatted(sku));
        PARTICIPANTS.replies(
                "POST /offer/uses/previews",
                200,
                "{\"refused\":[{\"offerId\":\"ten\",\"code\":\"TEN\",\"reason\":\"EXHAUSTED\"}]}");
        PARTICIPANTS.replies("POST /payment/tokens/validations", 422, INVALID);

        ApiResponse dry = dryRun(buyer);

        assertThat(dry.json().path("ready").asBoolean()).isFalse();
        assertThat(dry.json()
                        .path("failures")
                        .valueStream()
                        .map(failure -> failure.path("type").asString()))
                .containsExactly(
                        "FAILED_INVENTORY_CHECK", "INVALID_OFFER_OR_OFFER_CODE_USAGE", "INVALID_PAYMENT_CONFIG");
        assertThat(dry.text("/failures/0/shortLines/0/available")).isEqualTo("1");
        assertThat(PARTICIPANTS.calls(buyer.cartId())).isEmpty();
        assertThat(read(buyer).header("ETag")).isEqualTo(buyer.etag());
    }
}
