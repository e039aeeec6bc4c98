package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@PaymentServiceTest
class ReversePaymentsTests {

    private static final int RETRIES = 3;

    @Autowired
    PaymentApiClient payments;

    @Autowired
    SwitchableGateway switchable;

    @Test
    void what_is_held_is_released_once_however_often_it_is_asked() throws Exception {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        assertThat(AuthorizePaymentsTests.concurrently(6, () -> payments.reverse(request)))
                .extracting(ApiResponse::status)
                .containsOnly(204);
        payments.reverse(request);

        await().until(() -> payments.state(request), "REVERSED"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
        assertThat(payments.holds(request).number("/items/0/reverseCalls")).isEqualTo(1);
        ApiResponse seen = payments.payment("p-" + request);
        assertThat(seen.text("/archived")).isEqualTo("true");
        assertThat(seen.text("/status")).isEqualTo("COMPLETE");
        assertThat(seen.text("/transactions/2/type")).isEqualTo("REVERSE_AUTH");
        assertThat(seen.text("/transactions/2/parent")).isEqualTo(request + "-0");
    }

    @Test
    void a_reversal_that_comes_first_wins() {
        String request = newRequest();

        assertThat(payments.reverse(request).status()).isEqualTo(204);
        ApiResponse late = payments.authorize(request, "tok_approve");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problemType()).isEqualTo("authorization-closed");
        assertThat(payments.holds(request).json().at("/items")).isEmpty();
        assertThat(payments.reverse(request).status()).isEqualTo(204);
    }

    @Test
    void a_reversal_during_a_slow_authorization_leaves_nothing_held() {
        String request = newRequest();
        CompletableFuture<ApiResponse> slow = CompletableFuture.supplyAsync(
                () -> payments.authorize(request, "tok_slow"), Thread::startVirtualThread);
        await().until(() -> payments.state(request), "RUNNING"::equals);

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(slow.join().status()).isEqualTo(409);
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).number("/items/0/authorized")).isZero();
        assertThat(payments.state(request)).isEqualTo("REVERSED");
    }

    @Test
    void a_reversal_during_a_split_payment_releases_what_was_held_so_far() {
        String request = newRequest();
        CompletableFuture<ApiResponse> slow = CompletableFuture.supplyAsync(
                () -> payments.authorize(
                        request,
                        "30.00",
                        payment("a-" + request, "simulator", "tok_approve", "20.00"),
                        payment("b-" + request, "simulator", "tok_slow", "10.00")),
                Thread::startVirtualThread);
        await().until(() -> payments.holds(request).json().at("/items").size() == 1);

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(slow.join().status()).isEqualTo(409);
        assertThat(payments.holds(request).json().at("/items"))
                .hasSize(2)
                .allSatisfy(hold -> assertThat(hold.at("/holding").asString()).matches("0(\\.00)?"));
        assertThat(payments.payment("a-" + request).text("/status")).isEqualTo("COMPLETE");
    }

    @Test
    void if_the_gateway_is_unavailable_the_reversal_is_retried_until_it_is_done() {
        String request = newRequest();
        payments.authorize(request, "10.00", payment("p-" + request, "switchable", "tok_approve", "10.00"));
        switchable.cut("reverse", request);

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("REVERSING");
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");

        switchable.restore("reverse", request);

        await().until(() -> payments.state(request), "REVERSED"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    @Test
    void a_refused_reversal_is_reported_and_on_record_and_asked_for_again_until_it_is_done() {
        String request = newRequest();
        payments.authorize(request, "1.00", payment("p-" + request, "switchable", "tok_approve", "1.00"));
        switchable.refuseToReverse(request);

        ApiResponse refused = payments.reverse(request);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problemType()).isEqualTo("reversal-refused");
        await().until(() -> payments.state(request), "REVERSAL_FAILED"::equals);
        ApiResponse seen = payments.payment("p-" + request);
        assertThat(seen.text("/archived")).isEqualTo("true");
        assertThat(seen.text("/transactions/2/type")).isEqualTo("REVERSE_AUTH");
        assertThat(seen.text("/transactions/2/success")).isEqualTo("false");
        assertThat(seen.text("/status")).isEqualTo("AUTHORIZED");

        switchable.reverseAgain(request);

        await().until(() -> payments.state(request), "REVERSED"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    @Test
    void a_reversal_refused_again_and_again_waits_for_an_operator_on_the_work_list() {
        String request = newRequest();
        payments.authorize(request, "10.00", payment("p-" + request, "switchable", "tok_approve", "10.00"));
        switchable.refuseToReverse(request);
        payments.reverse(request);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> refusals(request), count -> count == 1 + RETRIES && isFailed(request));
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(15))
                .until(() -> refusals(request), count -> count == 1 + RETRIES);
        assertThat(operator(HttpMethod.GET, "/ops/authorizations").text()).contains(request);

        assertThat(operator(HttpMethod.POST, "/ops/authorizations/" + request + "/reversals")
                        .text("/state"))
                .isEqualTo("REVERSAL_FAILED");
        switchable.reverseAgain(request);
        assertThat(operator(HttpMethod.POST, "/ops/authorizations/" + request + "/reversals")
                        .text("/state"))
                .isEqualTo("REVERSED");
        assertThat(operator(HttpMethod.POST, "/ops/authorizations/" + request + "/reversals")
                        .status())
                .isEqualTo(409);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    @Test
    void however_often_a_refused_reversal_is_asked_for_its_record_stays_small() {
        String request = newRequest();
        payments.authorize(request, "10.00", payment("p-" + request, "switchable", "tok_approve", "10.00"));
        switchable.refuseToReverse(request);

        IntStream.range(0, 30).forEach(again -> payments.reverse(request));

        assertThat(refusals(request)).isBetween(15L, 21L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?colour=red", "?state=NONSENSE", "?state=AUTHORIZED", "?limit=0"})
    void a_filter_that_the_work_list_does_not_know_is_refused(String query) {
        assertThat(operator(HttpMethod.GET, "/ops/authorizations" + query).status())
                .isEqualTo(400);
    }

    private long refusals(String request) {
        return StreamSupport.stream(
                        payments.payment("p-" + request)
                                .json()
                                .at("/transactions")
                                .spliterator(),
                        false)
                .filter(transaction -> !transaction.at("/success").asBoolean())
                .count();
    }

    private boolean isFailed(String request) {
        return payments.state(request).equals("REVERSAL_FAILED");
    }

    private ApiResponse operator(HttpMethod method, String path) {
        return payments.as("olga", "operator", method, path, null);
    }

    @Test
    void a_refused_attempt_has_nothing_left_to_reverse() {
        String request = newRequest();
        payments.authorize(request, "tok_decline_hard");

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(payments.holds(request).number("/items/0/reverseCalls")).isZero();
        assertThat(payments.authorize(request, "tok_decline_hard").status()).isEqualTo(409);
    }
}
