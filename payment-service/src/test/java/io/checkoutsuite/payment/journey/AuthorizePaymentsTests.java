package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.test.http.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;

@PaymentServiceTest
class AuthorizePaymentsTests {

    @Autowired
    PaymentApiClient payments;

    @Autowired
    SwitchableGateway switchable;

    @Autowired
    Broker broker;

    @Test
    void an_approved_payment_is_held_once_and_gets_the_same_response_again() {
        String request = newRequest();

        ApiResponse first = payments.authorize(request, "tok_approve");
        ApiResponse again = payments.authorize(request, "tok_approve");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("/state")).isEqualTo("AUTHORIZED");
        assertThat(first.text("/payments/0/status")).isEqualTo("AUTHORIZED");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("10.00");
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
        assertThat(payments.holds(request).text("/items/0/orderNumber")).isEqualTo("o-" + request);
    }

    @Test
    void the_payment_keeps_a_copy_of_amount_gateway_and_address_and_never_shows_its_token() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        ApiResponse seen = payments.payment("p-" + request);

        assertThat(seen.text("/amount/amount")).isEqualTo("10.00");
        assertThat(seen.text("/gateway")).isEqualTo("simulator");
        assertThat(seen.text("/type")).isEqualTo("CREDIT_CARD");
        assertThat(seen.text("/billingAddress/line1")).isEqualTo("1 High St");
        assertThat(seen.text("/transactions/0/type")).isEqualTo("UNCONFIRMED");
        assertThat(seen.text("/transactions/1/type")).isEqualTo("AUTHORIZE");
        assertThat(seen.text("/transactions/1/reference")).isEqualTo(request + "-0");
        assertThat(seen.text()).doesNotContain("tok_");
    }

    @Test
    void a_telephone_number_may_be_as_long_as_in_a_cart() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request,
                "10.00",
                payment("p-" + request, "simulator", "tok_approve", "10.00")
                        .replace("\"country\"", "\"phone\":\"0049 (0) 151 2345 6789 ext. 12345\",\"country\""));

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void many_calls_of_one_request_at_once_hold_the_money_once_and_get_the_same_response() throws Exception {
        String request = newRequest();

        List<ApiResponse> responses = concurrently(8, () -> payments.authorize(request, "tok_slow"));

        assertThat(responses).extracting(ApiResponse::status).containsOnly(200);
        assertThat(responses)
                .extracting(ApiResponse::text)
                .containsOnly(responses.getFirst().text());
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"tok_decline_hard,HARD", "tok_decline_soft,SOFT"})
    void a_declined_payment_is_refused_with_its_kind_each_time(String token, String kind) {
        String request = newRequest();

        ApiResponse first = payments.authorize(request, token);
        ApiResponse again = payments.authorize(request, token);

        assertThat(first.status()).isEqualTo(402);
        assertThat(first.problemType()).isEqualTo("payment-refused");
        assertThat(first.text("/failures/0/declineType")).isEqualTo(kind);
        assertThat(first.text("/failures/0/paymentId")).isEqualTo("p-" + request);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("DECLINED");
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
    }

    @Test
    void if_the_second_of_two_is_refused_the_first_is_reversed_at_once() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request,
                "30.00",
                payment("a-" + request, "simulator", "tok_decline_hard", "20.00"),
                payment("b-" + request, "switchable", "tok_approve", "10.00"));

        assertThat(response.status()).isEqualTo(402);
        assertThat(response.json().at("/failures")).hasSize(1);
        assertThat(response.text("/failures/0/paymentId")).isEqualTo("a-" + request);
        assertThat(payments.state(request)).isEqualTo("REFUSED");
        assertThat(payments.payment("b-" + request).text("/status")).isEqualTo("COMPLETE");
        // The gateway with the higher priority was called first although it is listed last; after the refusal it would
        // not have been called.
        assertThat(payments.holds(request).json().path("items").valueStream())
                .filteredOn(hold -> hold.path("reference").asString().equals(request + "-1"))
                .singleElement()
                .satisfies(hold -> {
                    assertThat(hold.path("state").asString()).isEqualTo("REVERSED");
                    assertThat(hold.path("reversed").asInt()).isEqualTo(1);
                });
    }

    @Test
    void a_response_lost_after_the_effect_is_found_by_looking_it_up() {
        String request = newRequest();

        ApiResponse response = payments.authorize(request, "tok_timeout_after");

        assertThat(response.status()).isEqualTo(200);
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
        assertThat(payments.holds(request).number("/items/0/authorized")).isEqualTo(1);
    }

    @Test
    void a_call_that_never_takes_effect_is_closed_at_the_gateway_and_may_be_tried_again() {
        String request = newRequest();

        ApiResponse first = payments.authorize(request, "tok_timeout_before");
        ApiResponse again = payments.authorize(request, "tok_timeout_before");

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.problemType()).isEqualTo("payment-unavailable");
        assertThat(first.header("Retry-After")).isNotEmpty();
        assertThat(again.status()).isEqualTo(503);
        assertThat(payments.state(request)).isEqualTo("UNAVAILABLE");
        assertThat(payments.holds(request).json().at("/items"))
                .hasSize(2)
                .allSatisfy(hold -> assertThat(hold.at("/state").asString()).isEqualTo("CANCELLED"));
    }

    @Test
    void a_gateway_that_is_available_again_is_called_anew_under_the_same_request() {
        String request = newRequest();
        String means = payment("p-" + request, "switchable", "tok_approve", "10.00");
        switchable.cut("authorize", request);

        ApiResponse unavailable = payments.authorize(request, "10.00", means);
        switchable.restore("authorize", request);
        ApiResponse available = payments.authorize(request, "10.00", means);

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(available.status()).isEqualTo(200);
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("AUTHORIZED");
    }

    @Test
    void an_authorization_with_an_unknown_outcome_is_reversed_as_soon_as_the_gateway_responds() {
        String request = newRequest();
        String means = payment("p-" + request, "switchable", "tok_timeout_after", "10.00");
        switchable.cut("lookUp", request);
        switchable.cut("reverse", request);

        ApiResponse response = payments.authorize(request, "10.00", means);

        assertThat(response.status()).isEqualTo(503);
        assertThat(payments.state(request)).isEqualTo("REVERSING");
        assertThat(payments.authorize(request, "10.00", means).status()).isEqualTo(503);
        assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/authorizations?state=REVERSING", null)
                        .text())
                .contains(request);

        switchable.restore("reverse", request);

        await().until(() -> payments.state(request), "UNAVAILABLE"::equals);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
        assertThat(payments.holds(request).number("/items/0/reversed")).isEqualTo(1);

        switchable.restore("lookUp", request);

        assertThat(payments.authorize(request, "10.00", means).status()).isEqualTo(200);
        assertThat(payments.holds(request).json().at("/items"))
                .extracting(hold -> hold.at("/holding").asString())
                .containsExactly("0.00", "10.00");
    }

    @Test
    void payments_that_do_not_add_up_to_the_total_are_refused_naming_both_sums() {
        String request = newRequest();

        ApiResponse response =
                payments.authorize(request, "20.00", payment("p-" + request, "simulator", "tok_approve", "10.00"));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.text("/errors/0/message")).contains("10.00", "20.00");
        assertThat(payments.holds(request).json().at("/items")).isEmpty();
        assertThat(payments.asService(HttpMethod.GET, "/authorizations/" + request, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_gateway_that_refuses_connections_leaves_nothing_behind() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request,
                "30.00",
                payment("a-" + request, "simulator", "tok_approve", "20.00"),
                payment("b-" + request, "simulator", "tok_down", "10.00"));

        assertThat(response.status()).isEqualTo(503);
        assertThat(payments.holds(request).json().at("/items")).hasSize(1);
        assertThat(payments.holds(request).text("/items/0/holding")).isEqualTo("0.00");
    }

    @Test
    void a_request_id_belongs_to_its_payments() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        ApiResponse other =
                payments.authorize(request, "11.00", payment("p-" + request, "simulator", "tok_approve", "11.00"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(payments.holds(request).text("/items/0/amount")).isEqualTo("10.00");
    }

    @Test
    void card_numbers_are_refused_before_anything_else_is_looked_at() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request,
                "20.00",
                payment("a", "nowhere", "4111111111111111", "10.00"),
                payment("4111-1111-1111-1111", "simulator", "4111 1111 1111 1111", "5.00"));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().at("/errors"))
                .extracting(error -> error.at("/pointer").asString())
                .containsExactly("/payments/0/token", "/payments/1/paymentId", "/payments/1/token");
        assertThat(response.text()).doesNotContain("1111");
        assertThat(payments.asService(HttpMethod.GET, "/authorizations/" + request, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void all_faults_are_named_at_once_and_nothing_is_begun() {
        String request = newRequest();

        ApiResponse response = payments.authorize(
                request,
                "20.00",
                payment("a", "nowhere", "tok_approve", "10.00"),
                payment("a", "simulator", "tok_unheard_of", "0.00"),
                payment("c", "simulator", "tok_nonsense", "5.00"));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().at("/errors"))
                .extracting(error -> error.at("/pointer").asString())
                .contains(
                        "/payments/0/gateway",
                        "/payments/1/paymentId",
                        "/payments/1/amount",
                        "/payments/1/token",
                        "/payments/2/token",
                        "/total");
        assertThat(response.text()).contains("15.00", "20.00").doesNotContain("tok_unheard_of");
        assertThat(payments.asService(HttpMethod.GET, "/authorizations/" + request, null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void neither_tokens_nor_card_numbers_are_logged_or_published(CapturedOutput output) {
        String request = newRequest();
        payments.authorize(request, "tok_timeout_after");
        payments.authorize(newRequest(), "4111111111111111");
        payments.authorize(newRequest(), "tok_decline_hard");

        await().untilAsserted(() ->
                assertThat(broker.published("paymentStatusChanged", request)).hasSize(1));

        assertThat(broker.published("paymentStatusChanged", "")).noneMatch(body -> body.contains("tok_"));
        assertThat(output.getAll()).doesNotContain("tok_").doesNotContain("41111111");
    }

    @Test
    void the_status_is_published_when_it_changes_and_only_then() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");
        payments.authorize(request, "tok_approve");
        payments.reverse(request);
        payments.reverse(request);

        await().untilAsserted(() -> assertThat(broker.published("paymentStatusChanged", request))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("\"previousStatus\":\"UNCONFIRMED\"", "\"status\":\"AUTHORIZED\""),
                        second -> assertThat(second)
                                .contains("\"previousStatus\":\"AUTHORIZED\"", "\"status\":\"COMPLETE\"")));
    }

    @Test
    void one_tenant_knows_nothing_of_another() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");

        assertThat(payments.asServiceOf("other", HttpMethod.GET, "/authorizations/" + request, null)
                        .status())
                .isEqualTo(404);
        assertThat(payments.asServiceOf("other", HttpMethod.GET, "/payments/p-" + request, null)
                        .status())
                .isEqualTo(404);
        assertThat(payments.asServiceOf("other", HttpMethod.DELETE, "/authorizations/" + request, null)
                        .status())
                .isEqualTo(204);
        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
    }

    @Test
    void a_payment_is_shown_to_its_customer_and_to_nobody_elses() {
        String request = newRequest();
        payments.authorize(request, "tok_approve");
        String path = "/payments/p-" + request;

        assertThat(payments.as("ann", "customer", HttpMethod.GET, path, null).status())
                .isEqualTo(200);
        assertThat(payments.as("bob", "customer", HttpMethod.GET, path, null).status())
                .isEqualTo(404);
        assertThat(payments.as("ann", "customer", HttpMethod.GET, "/payments?cartId=c-" + request, null)
                        .status())
                .isEqualTo(403);
        assertThat(payments.asService(HttpMethod.GET, "/payments?cartId=c-" + request, null)
                        .json()
                        .at("/items"))
                .hasSize(1);
        assertThat(payments.asService(HttpMethod.GET, "/payments?orderNumber=o-" + request, null)
                        .json()
                        .at("/items"))
                .hasSize(1);
        assertThat(payments.asService(HttpMethod.GET, "/payments?colour=red", null)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorizations/x", "/tokens/validations"})
    void customers_do_not_reach_what_is_for_services(String path) {
        assertThat(payments.as("ann", "customer", HttpMethod.PUT, path, "{}").status())
                .isEqualTo(403);
    }

    @Test
    void tokens_can_be_validated_before_they_are_saved() {
        assertThat(validation("simulator", "tok_approve").status()).isEqualTo(200);
        assertThat(validation("simulator", "tok_nonsense").text("/errors/0/code"))
                .isEqualTo("unknown-token");
        assertThat(validation("simulator", "4111111111111111").text("/errors/0/code"))
                .isEqualTo("card-number");
        assertThat(validation("nowhere", "tok_approve").text("/errors/0/pointer"))
                .isEqualTo("/gateway");
    }

    private ApiResponse validation(String gateway, String token) {
        return payments.asService(
                HttpMethod.POST,
                "/tokens/validations",
                "{\"gateway\":\"%s\",\"token\":\"%s\"}".formatted(gateway, token));
    }

    static List<ApiResponse> concurrently(int times, Callable<ApiResponse> call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ApiResponse>> responses = IntStream.range(0, times)
                    .mapToObj(index -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            List<ApiResponse> results = new ArrayList<>();
            for (Future<ApiResponse> response : responses) {
                results.add(response.get());
            }
            return results;
        }
    }
}
