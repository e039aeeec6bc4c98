package io.checkoutsuite.cart.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code Prefer} changes when a submit or a query for its outcome is answered, but never the content of the response. */
class PreferHeaderTests extends RunningCart {

    private Buyer buyer;
    private CountDownLatch gateway;

    @BeforeEach
    void aSlowGateway() {
        buyer = buyer();
        gateway = PARTICIPANTS.blocks(AUTHORIZES_PAYMENT + buyer.cartId());
    }

    @AfterEach
    void nobodyWaitsForIt() {
        gateway.countDown();
    }

    private HttpRequest.Builder submission(String prefer) {
        HttpRequest.Builder request = submission(buyer, "once");
        return prefer.isEmpty() ? request : request.header("Prefer", prefer);
    }

    private ApiResponse outcome() {
        return send(outcome(buyer, 1)).is(200);
    }

    @Test
    void an_async_submit_is_answered_at_once_with_where_to_ask_and_is_decided_later() {
        ApiResponse accepted = send(submission("respond-async")).is(202);

        assertThat(accepted.header("Location")).isEqualTo("/checkouts/" + buyer.requestId(1));
        assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(accepted.text("/requestId")).isEqualTo(buyer.requestId(1));
        assertThat(accepted.text("/state")).isEqualTo("RUNNING");
        await().untilAsserted(() -> assertThat(outcome().text("/activity")).isEqualTo("authorizePayments"));
        assertThat(outcome().text("/state")).isEqualTo("RUNNING");
        gateway.countDown();
        await().untilAsserted(() -> assertThat(outcome().text("/state")).isEqualTo("COMPLETED"));
        assertThat(outcome().text("/orderNumber")).isEqualTo(accepted.text("/orderNumber"));
    }

    @Test
    void the_same_async_submit_gets_the_same_response_before_and_after_the_decision() {
        ApiResponse first = send(submission("respond-async")).is(202);

        ApiResponse meanwhile = send(submission("respond-async")).is(202);
        gateway.countDown();
        await().untilAsserted(() -> assertThat(outcome().text("/state")).isEqualTo("COMPLETED"));
        ApiResponse later = send(submission("respond-async")).is(202);

        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(meanwhile.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(later.header("Location")).isEqualTo(first.header("Location"));
        assertThat(meanwhile.body()).isEqualTo(first.body());
        assertThat(later.body()).isEqualTo(first.body());
        assertThat(PARTICIPANTS.calls(AUTHORIZES_PAYMENT + buyer.cartId())).hasSize(1);
    }

    @Test
    void the_same_submit_without_the_wish_is_told_to_wait_and_then_gets_the_decision() {
        send(submission("respond-async")).is(202);

        ApiResponse meanwhile = send(submission("")).is(409);
        gateway.countDown();
        await().untilAsserted(() -> assertThat(outcome().text("/state")).isEqualTo("COMPLETED"));
        ApiResponse decided = send(submission("")).is(200);

        assertThat(meanwhile.header("Retry-After")).isNotEmpty();
        assertThat(decided.json().path("success").asBoolean()).isTrue();
        assertThat(decided.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void who_was_answered_with_the_decision_is_answered_so_again_whatever_they_wish_now() {
        gateway.countDown();
        ApiResponse first = send(submission("")).is(200);

        ApiResponse again = send(submission("respond-async")).is(200);

        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void an_async_submit_that_may_wait_is_answered_with_the_decision_if_it_comes_in_time() {
        gateway.countDown();

        ApiResponse response = send(submission("respond-async, wait=20")).is(200);

        assertThat(response.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(response.header("ETag")).isEqualTo("\"4\"");
        assertThat(response.json().path("success").asBoolean()).isTrue();
    }

    @Test
    void an_async_submit_that_waited_in_vain_is_answered_with_where_to_ask() {
        long asked = System.nanoTime();

        ApiResponse response = send(submission("respond-async, wait=1")).is(202);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(response.header("Preference-Applied")).isEqualTo("respond-async");
        gateway.countDown();
        ApiResponse again = send(submission("respond-async, wait=20")).is(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void who_asks_again_while_it_runs_and_may_wait_gets_the_decision() {
        send(submission("respond-async")).is(202);
        CompletableFuture<ApiResponse> waiting = sending(submission("wait=20"));

        gateway.countDown();

        ApiResponse response = waiting.join().is(200);
        assertThat(response.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(response.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void a_submit_may_wait_until_its_order_is_created_or_all_services_have_applied_it() {
        gateway.countDown();
        PARTICIPANTS.hasNotApplied("order", buyer.requestId(1));
        PARTICIPANTS.hasNotApplied("payment", buyer.requestId(1));
        CompletableFuture<ApiResponse> order = sending(submission("wait=20; stage=order-created"));
        await().untilAsserted(() -> assertThat(outcome().text("/state")).isEqualTo("COMPLETED"));
        CompletableFuture<ApiResponse> all = sending(submission("wait=20; stage=all-applied"));
        await().during(Duration.ofMillis(300)).until(() -> !order.isDone() && !all.isDone());

        PARTICIPANTS.hasApplied("order", buyer.requestId(1));
        assertThat(order.join().is(200).header("Preference-Applied")).isEqualTo("wait=20");
        await().during(Duration.ofMillis(300)).until(() -> !all.isDone());
        PARTICIPANTS.hasApplied("payment", buyer.requestId(1));
        assertThat(all.join().is(200).header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(all.join().body()).isEqualTo(order.join().body());
    }

    @Test
    void a_submit_whose_stage_is_not_reached_in_time_gets_its_response_all_the_same() {
        gateway.countDown();
        PARTICIPANTS.hasNotApplied("offer", buyer.requestId(1));
        long asked = System.nanoTime();

        ApiResponse response = send(submission("wait=1; stage=all-applied")).is(200);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(response.header("Preference-Applied")).isEmpty();
        assertThat(response.json().path("success").asBoolean()).isTrue();
    }

    @Test
    void a_question_may_wait_for_the_outcome() {
        send(submission("respond-async")).is(202);
        ApiResponse tooEarly =
                send(outcome(buyer, 1).header("Prefer", "wait=1")).is(200);
        PARTICIPANTS.hasNotApplied("inventory", buyer.requestId(1));
        CompletableFuture<ApiResponse> decided = sending(outcome(buyer, 1).header("Prefer", "wait=20"));
        CompletableFuture<ApiResponse> applied =
                sending(outcome(buyer, 1).header("Prefer", "wait=20; stage=all-applied"));

        gateway.countDown();

        assertThat(tooEarly.text("/state")).isEqualTo("RUNNING");
        assertThat(tooEarly.header("Preference-Applied")).isEmpty();
        assertThat(decided.join().is(200).text("/state")).isEqualTo("COMPLETED");
        assertThat(decided.join().header("Preference-Applied")).isEqualTo("wait=20");
        await().during(Duration.ofMillis(300)).until(() -> !applied.isDone());
        PARTICIPANTS.hasApplied("inventory", buyer.requestId(1));
        assertThat(applied.join().json().at("/applied/inventory").asBoolean()).isTrue();
    }

    @Test
    void wishes_that_nobody_understands_change_nothing() {
        gateway.countDown();

        ApiResponse response = send(submission("wait=soon; stage=never, respond-async=perhaps, \""))
                .is(200);

        assertThat(response.header("Preference-Applied")).isEmpty();
    }
}
