package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkout whose payment waits for its buyer or its gateway: it is neither decided nor run until there is a result. */
class AwaitingPaymentTests extends RunningCart {

    private static final String CHALLENGE =
            "{\"type\":\"REDIRECT\",\"url\":\"https://gateway.example/challenge\",\"data\":{}}";

    @AfterEach
    void the_payment_service_responds_normally() {
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);
    }

    private static void paymentsWait(String nextAction, Instant until) {
        PARTICIPANTS.replies(AUTHORIZES_PAYMENT, 202, """
                {"requestId":"any","state":"AWAITING","payments":[],
                 "waiting":{"paymentId":"p1","nextAction":%s,"until":"%s"}}\
                """.formatted(nextAction, until));
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3_600);
    }

    private Buyer challenged() {
        paymentsWait(CHALLENGE, inAnHour());
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(202);
        return buyer;
    }

    private HttpRequest.Builder returns(Buyer buyer) {
        return of(buyer, "/checkouts/" + buyer.requestId(1) + "/payment-results")
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private HttpRequest.Builder resumption(Buyer buyer) {
        return as("service", "payment-service", "/internal/checkouts/" + buyer.requestId(1) + "/resumptions")
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private void isSoldOnce(Buyer buyer) {
        await().until(() -> send(outcome(buyer, 1)).text("/state"), "COMPLETED"::equals);
        Document cart = document(buyer);
        assertThat(cart.getString("status")).isEqualTo("SUBMITTED");
        assertThat(cart.getList("attempts", Document.class)).hasSize(1);
        assertThat(cart.get("leaseUntil")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_submit_says_what_the_buyer_has_to_do_or_that_the_result_comes_later(boolean challenge) {
        Instant until = inAnHour();
        paymentsWait(challenge ? CHALLENGE : "null", until);
        Buyer buyer = buyer();

        ApiResponse response = send(submission(buyer, "once")).is(202);

        String state = challenge ? "AWAITING_PAYMENT_FINALIZATION" : "AWAITING_PAYMENT_RESULT";
        assertThat(response.header("Location")).isEqualTo("/checkouts/" + buyer.requestId(1));
        assertThat(response.text("/requestId")).isEqualTo(buyer.requestId(1));
        assertThat(response.text("/orderNumber")).isNotEmpty();
        assertThat(response.text("/state")).isEqualTo(state);
        assertThat(response.text("/nextAction/url")).isEqualTo(challenge ? "https://gateway.example/challenge" : "");
        assertThat(response.json().path("awaitingPaymentResult").asBoolean()).isEqualTo(!challenge);
        assertThat(Instant.parse(response.text("/until"))).isEqualTo(until.truncatedTo(ChronoUnit.MILLIS));
        ApiResponse outcome = send(outcome(buyer, 1)).is(200);
        assertThat(outcome.text("/state")).isEqualTo(state);
        assertThat(outcome.text("/paymentId")).isEqualTo("p1");
        assertThat(outcome.text("/nextAction/url")).isEqualTo(response.text("/nextAction/url"));
        assertThat(send(of(buyer, "/carts/" + buyer.cartId()).GET()).is(200).text("/status"))
                .isEqualTo(state);
    }

    @Test
    void everything_stays_reserved_and_nobody_changes_or_submits_the_cart_while_it_waits() {
        Buyer buyer = challenged();

        assertThat(PARTICIPANTS.calls("DELETE /inventory/reservations/" + buyer.cartId()))
                .isEmpty();
        ApiResponse changed = send(with(
                of(buyer, "/carts/" + buyer.cartId() + "/lines").header("If-Match", buyer.etag()),
                "POST",
                "{\"sku\":\"mug\",\"quantity\":1}"));
        assertThat(changed.is(409).text("/type")).isEqualTo("/problems/cart-locked");
        send(with(
                        of(buyer, "/carts/" + buyer.cartId() + "/payments").header("If-Match", buyer.etag()),
                        "POST",
                        "{\"gateway\":\"simulator\",\"token\":\"tok_slow\"}"))
                .is(409);
        assertThat(send(submission(buyer, "another")).is(409).text("/failureType"))
                .isEqualTo("INVALID_CART_STATUS");
        assertThat(send(with(
                                as("service", "payment-service", "/internal/checkouts/states"),
                                "POST",
                                "{\"requestIds\":[\"%s\"]}".formatted(buyer.requestId(1))))
                        .is(200)
                        .json()
                        .path("states")
                        .path(buyer.requestId(1))
                        .asString())
                .isEqualTo("RUNNING");
    }

    @Test
    void the_same_submit_gets_the_same_answer_while_it_waits_and_the_decision_afterwards() {
        Buyer buyer = challenged();

        ApiResponse first = send(submission(buyer, "once")).is(202);
        ApiResponse again = send(submission(buyer, "once")).is(202);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);
        send(returns(buyer)).is(200);
        assertThat(send(submission(buyer, "once")).is(200).text("/orderNumber")).isEqualTo(first.text("/orderNumber"));
    }

    @Test
    void the_buyers_return_completes_the_very_same_attempt() {
        Buyer buyer = challenged();
        String orderNumber = send(submission(buyer, "once")).text("/orderNumber");
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);

        ApiResponse outcome = send(returns(buyer)).is(200);

        assertThat(outcome.text("/state")).isEqualTo("COMPLETED");
        assertThat(outcome.text("/orderNumber")).isEqualTo(orderNumber);
        isSoldOnce(buyer);
    }

    @Test
    void the_announcement_of_the_payment_service_completes_it_without_the_buyer() {
        Buyer buyer = challenged();
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);

        send(resumption(buyer)).is(202);

        isSoldOnce(buyer);
        send(resumption(buyer)).is(409);
    }

    @Test
    void the_return_and_the_announcement_each_several_times_and_at_once_complete_it_once() {
        for (int round = 0; round < 4; round++) {
            Buyer buyer = challenged();
            PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);

            List<ApiResponse> responses = IntStream.range(0, 3)
                    .boxed()
                    .flatMap(i -> Stream.of(sending(returns(buyer)), sending(resumption(buyer))))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(responses).extracting(ApiResponse::status).isSubsetOf(200, 202, 409);
            isSoldOnce(buyer);
            assertThat(PARTICIPANTS.calls("DELETE /payment/authorizations/" + buyer.cartId()))
                    .isEmpty();
        }
    }

    @Test
    void a_return_before_there_is_a_result_waits_again() {
        Buyer buyer = challenged();

        ApiResponse early = send(returns(buyer)).is(200);

        assertThat(early.text("/state")).isEqualTo("AWAITING_PAYMENT_FINALIZATION");
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);
        assertThat(send(returns(buyer)).is(200).text("/state")).isEqualTo("COMPLETED");
    }

    @Test
    void a_failed_challenge_releases_everything_and_the_cart_can_be_paid_otherwise() {
        Buyer buyer = challenged();
        PARTICIPANTS.replies(AUTHORIZES_PAYMENT, 402, """
                {"type":"/problems/payment-refused","failures":[{"paymentId":"p1","declineType":"SOFT","message":"no"}]}\
                """);

        ApiResponse outcome = send(returns(buyer)).is(200);

        assertThat(outcome.text("/state")).isEqualTo("ROLLED_BACK");
        assertThat(outcome.text("/failureType")).isEqualTo("FAILED_PAYMENT_TRANSACTION");
        assertThat(PARTICIPANTS.calls("DELETE /inventory/reservations/" + buyer.requestId(1)))
                .isNotEmpty();
        send(submission(buyer, "once")).is(402);
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);
        ApiResponse cart = send(of(buyer, "/carts/" + buyer.cartId()).GET()).is(200);
        assertThat(cart.text("/status")).isEqualTo("IN_PROCESS");
        send(submission(new Buyer(buyer.name(), buyer.cartId(), cart.header("ETag")), "second"))
                .is(200);
    }

    @Test
    void at_the_end_of_its_time_the_result_is_asked_for_although_nobody_returned() {
        Buyer buyer = challenged();
        PARTICIPANTS.replies(AUTHORIZES_PAYMENT, 402, """
                {"type":"/problems/payment-refused","failures":[{"paymentId":"p1","declineType":"SOFT","message":"no"}]}\
                """);
        Date over = Date.from(Instant.now().minusSeconds(1));

        write(buyer, new Document("$set", new Document("leaseUntil", over).append("attempts.0.leaseUntil", over)));

        await().until(() -> send(outcome(buyer, 1)).text("/state"), "ROLLED_BACK"::equals);
    }

    @Test
    void a_long_wait_is_no_reason_to_abandon_the_checkout() {
        Buyer buyer = challenged();
        write(
                buyer,
                new Document(
                        "$set",
                        new Document(
                                "attempts.0.startedAt", Date.from(Instant.now().minusSeconds(1_800)))));
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);

        assertThat(send(returns(buyer)).is(200).text("/state")).isEqualTo("COMPLETED");
    }

    @Test
    void a_payment_service_that_is_down_when_the_buyer_returns_does_not_end_the_checkout() {
        Buyer buyer = challenged();
        PARTICIPANTS.repliesNormally(AUTHORIZES_PAYMENT);
        PARTICIPANTS.fails(AUTHORIZES_PAYMENT);

        try {
            send(of(buyer, "/checkouts/" + buyer.requestId(1) + "/payment-results")
                            .header("Prefer", "wait=1")
                            .POST(HttpRequest.BodyPublishers.noBody()))
                    .is(200);
            assertThat(PARTICIPANTS.calls("DELETE /payment/authorizations/" + buyer.cartId()))
                    .isEmpty();
        } finally {
            PARTICIPANTS.works(AUTHORIZES_PAYMENT);
        }

        isSoldOnce(buyer);
    }

    @ParameterizedTest
    @CsvSource({"respond-async, RUNNING", "'respond-async, wait=5', AWAITING_PAYMENT_FINALIZATION"})
    void an_asynchronous_submit_waits_too(String prefer, String state) {
        paymentsWait(CHALLENGE, inAnHour());
        Buyer buyer = buyer();

        ApiResponse accepted =
                send(submission(buyer, "once").header("Prefer", prefer)).is(202);

        assertThat(accepted.text("/state")).isEqualTo(state);
        await().until(() -> send(outcome(buyer, 1)).text("/state"), "AWAITING_PAYMENT_FINALIZATION"::equals);
    }

    @Test
    void somebody_else_cannot_continue_it() {
        Buyer buyer = challenged();

        send(as("customer", "mallory", "/checkouts/" + buyer.requestId(1) + "/payment-results")
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .is(404);
        send(to("/checkouts/" + buyer.requestId(1) + "/payment-results").POST(HttpRequest.BodyPublishers.noBody()))
                .is(404);
        send(of(buyer, "/checkouts/" + buyer.cartId() + "-2/payment-results").POST(HttpRequest.BodyPublishers.noBody()))
                .is(404);
        assertThat(send(outcome(buyer, 1)).text("/state")).isEqualTo("AWAITING_PAYMENT_FINALIZATION");
    }

    @Test
    void a_return_after_the_decision_gets_the_decision() {
        Buyer buyer = buyer();
        send(submission(buyer, "once")).is(200);

        assertThat(send(returns(buyer)).is(200).text("/state")).isEqualTo("COMPLETED");
    }
}
