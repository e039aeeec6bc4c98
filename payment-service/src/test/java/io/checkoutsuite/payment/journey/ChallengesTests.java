package io.checkoutsuite.payment.journey;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static io.checkoutsuite.payment.journey.PaymentApiClient.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.AuthorizationOutcome;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentSettingsFixture;
import io.checkoutsuite.payment.checkout.AuthorizePayments;
import io.checkoutsuite.payment.checkout.BindPayments;
import io.checkoutsuite.payment.checkout.InboxEntryFixture;
import io.checkoutsuite.payment.checkout.SavedPaymentCheck;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.lease.LeasedElsewhereException;
import io.checkoutsuite.payment.payment.PaymentIntents;
import io.checkoutsuite.payment.reversal.ReversePayments;
import io.checkoutsuite.payment.stripe.StripeStub;
import io.checkoutsuite.test.http.ApiResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;

/** Payments that their buyers have to confirm, and those whose result comes later. */
@PaymentServiceTest
class ChallengesTests {

    private static final String SECRET = "simulated-webhook-secret";

    @Autowired
    PaymentApiClient payments;

    @Autowired
    SwitchableGateway switchable;

    @Autowired
    Authorizations authorizations;

    @Autowired
    Gateways gateways;

    @Autowired
    ReversePayments reversePayments;

    @Autowired
    SavedPaymentCheck savedPaymentCheck;

    @Autowired
    BindPayments bindPayments;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private String challenged() {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");
        assertThat(payments.authorize(request, "tok_3ds").status()).isEqualTo(202);
        return request;
    }

    private static String body(String request) {
        return "{\"tenant\":\"default\",\"requestId\":\"%s\",\"reference\":\"%s-0\"}".formatted(request, request);
    }

    private int notifies(String gateway, String signature, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:%d/gateways/%s/webhooks".formatted(port, gateway)))
                                    .header("Simulator-Signature", signature)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private int notifies(String request) throws Exception {
        return notifies("simulator", StripeStub.signature(SECRET, Instant.now(), body(request)), body(request));
    }

    private int decides(String request, String decision) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/simulator/challenges/default/%s-0/%s"
                                            .formatted(port, request, decision)))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private String holding(String request) {
        return payments.holds(request).text("/items/0/holding");
    }

    private void isAnnounced(String request) {
        await().atMost(Duration.ofSeconds(20)).until(() -> CartServiceStub.STATES.resumptions(request) > 0);
    }

    @Test
    void a_challenge_is_returned_to_the_checkout_and_nothing_is_held_until_it_is_confirmed() {
        String request = newRequest();

        ApiResponse response = payments.authorize(request, "tok_3ds");

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.text("/state")).isEqualTo("AWAITING");
        assertThat(response.text("/waiting/paymentId")).isEqualTo("p-" + request);
        assertThat(response.text("/waiting/nextAction/type")).isEqualTo("REDIRECT");
        assertThat(response.text("/waiting/nextAction/url"))
                .endsWith("/simulator/challenges/default/" + request + "-0");
        assertThat(Instant.parse(response.text("/waiting/until"))).isAfter(Instant.now());
        assertThat(holding(request)).isEqualTo("0");
        assertThat(payments.payment("p-" + request).text("/status")).isEqualTo("UNCONFIRMED");
        assertThat(payments.as("olga", "operator", HttpMethod.GET, "/ops/authorizations?state=AWAITING", null)
                        .text())
                .contains(request);
    }

    @Test
    void the_same_request_gets_the_same_challenge_while_it_is_open() {
        String request = challenged();

        ApiResponse again = payments.authorize(request, "tok_3ds");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("/waiting/nextAction/url")).contains(request);
        assertThat(payments.holds(request).number("/items/0/authorizeCalls")).isEqualTo(1);
    }

    @Test
    void a_confirmed_challenge_is_authorized_by_the_notification_and_the_checkout_is_told() throws Exception {
        String request = challenged();

        assertThat(decides(request, "approvals")).isEqualTo(200);
        assertThat(notifies(request)).isEqualTo(204);

        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
        assertThat(holding(request)).isEqualTo("10.00");
        isAnnounced(request);
        assertThat(payments.authorize(request, "tok_3ds").status()).isEqualTo(200);
        assertThat(payments.payment("p-" + request).text("/transactions/1/parent"))
                .isEqualTo(request + "-0-intent");
    }

    @Test
    void a_confirmed_challenge_is_authorized_by_the_repeated_request_without_a_notification() throws Exception {
        String request = challenged();
        decides(request, "approvals");

        assertThat(payments.authorize(request, "tok_3ds").status()).isEqualTo(200);

        assertThat(notifies(request)).isEqualTo(204);
        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
        assertThat(holding(request)).isEqualTo("10.00");
    }

    @Test
    void a_notification_that_never_comes_is_not_needed() throws Exception {
        String request = challenged();

        decides(request, "approvals");

        isAnnounced(request);
        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
    }

    @Test
    void a_refused_challenge_refuses_the_payment_and_the_checkout_is_told() throws Exception {
        String request = challenged();

        decides(request, "refusals");
        notifies(request);

        assertThat(payments.state(request)).isEqualTo("REFUSED");
        isAnnounced(request);
        ApiResponse refused = payments.authorize(request, "tok_3ds");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.text("/failures/0/declineType")).isEqualTo("SOFT");
        assertThat(holding(request)).isEqualTo("0");
    }

    @Test
    void whatever_comes_twice_or_at_the_same_moment_the_money_is_held_once() throws Exception {
        for (int round = 0; round < 5; round++) {
            String request = challenged();
            decides(request, "approvals");
            AtomicInteger calls = new AtomicInteger();

            List<ApiResponse> responses = AuthorizePaymentsTests.concurrently(8, () -> {
                if (calls.incrementAndGet() % 2 == 0) {
                    assertThat(notifies(request)).isIn(204, 503);
                    return null;
                }
                return payments.authorize(request, "tok_3ds");
            });

            assertThat(responses.stream().filter(response -> response != null))
                    .hasSize(4)
                    .allSatisfy(response -> assertThat(response.status()).isEqualTo(200));
            assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
            assertThat(payments.holds(request).json().path("items")).hasSize(1);
            assertThat(holding(request)).isEqualTo("10.00");
            assertThat(payments.payment("p-" + request).json().path("transactions"))
                    .hasSize(2);
            isAnnounced(request);
        }
    }

    @Test
    void a_checkout_that_ends_closes_the_challenge_for_good() throws Exception {
        String request = challenged();

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(decides(request, "approvals")).isEqualTo(409);
        assertThat(notifies(request)).isEqualTo(204);
        assertThat(payments.state(request)).isEqualTo("REVERSED");
        assertThat(holding(request)).isEqualTo("0");
        assertThat(payments.authorize(request, "tok_3ds").problemType()).isEqualTo("authorization-closed");
    }

    @Test
    void a_checkout_that_ends_after_the_confirmation_gets_its_money_back() throws Exception {
        String request = challenged();
        decides(request, "approvals");

        assertThat(payments.reverse(request).status()).isEqualTo(204);

        assertThat(holding(request)).isEqualTo("0.00");
        assertThat(payments.state(request)).isEqualTo("REVERSED");
    }

    @Test
    void a_challenge_that_is_not_confirmed_in_time_is_refused_and_closed() throws Exception {
        String request = newRequest();
        AuthorizePayments impatient = new AuthorizePayments(
                authorizations,
                gateways,
                reversePayments,
                savedPaymentCheck,
                List.of(),
                PaymentSettingsFixture.with(Map.of(
                        "challenge-timeout", "20ms", "result-look-up-back-off", "1h", "look-up-back-off", "1ms")),
                clock);
        Money ten = Money.of("10.00", "GBP");
        AuthorizationOutcome first = impatient.authorize(
                "default",
                request,
                new PaymentPurpose("c-" + request, "o-" + request, null, ten),
                List.of(PaymentIntents.intent(
                        "p-" + request, "simulator", new Token("tok_3ds"), ten, "CREDIT_CARD", null)));
        Awaiting awaiting = ((AuthorizationOutcome.Awaiting) first).authorization();
        await().until(() -> clock.instant().isAfter(awaiting.waiting().until()));

        // The recovery of the service may be faster, or look it up at this moment.
        await().ignoreException(LeasedElsewhereException.class).untilAsserted(() -> {
            if (authorizations.of("default", request).orElseThrow() instanceof Awaiting still) {
                impatient.lookUpResult(still);
            }
        });

        await().until(() -> payments.state(request), "REFUSED"::equals);
        assertThat(decides(request, "approvals")).isEqualTo(409);
        assertThat(payments.holds(request).text("/items/0/state")).isEqualTo("CANCELLED");
    }

    @Test
    void a_result_that_comes_later_needs_nobody() {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");

        ApiResponse response = payments.authorize(request, "tok_pending");

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.json().at("/waiting/nextAction").isMissingNode()).isTrue();
        isAnnounced(request);
        assertThat(payments.authorize(request, "tok_pending").status()).isEqualTo(200);
        assertThat(holding(request)).isEqualTo("10.00");
    }

    @Test
    void a_result_is_announced_until_the_checkout_accepts_it() throws Exception {
        String request = challenged();
        CartServiceStub.STATES.isRunningForTheNext(2, request);
        decides(request, "approvals");
        notifies(request);

        isAnnounced(request);

        assertThat(CartServiceStub.STATES.resumptions(request)).isEqualTo(1);
        await().until(() -> authorizations.of("default", request).orElseThrow() instanceof BegunAuthorization begun
                && !begun.hasPendingOperations());
    }

    @Test
    void a_gateway_that_is_down_while_a_buyer_confirms_does_not_end_the_wait() throws Exception {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");
        payments.authorize(request, "10.00", payment("p-" + request, "switchable", "tok_3ds", "10.00"));
        switchable.cut("lookUp", request);
        decides(request, "approvals");

        assertThat(payments.authorize(request, "10.00", payment("p-" + request, "switchable", "tok_3ds", "10.00"))
                        .status())
                .isEqualTo(202);
        switchable.restore("lookUp", request);

        isAnnounced(request);
        assertThat(payments.state(request)).isEqualTo("AUTHORIZED");
    }

    @Test
    void of_a_split_payment_the_first_stays_held_while_the_second_waits_and_is_reversed_if_it_fails() throws Exception {
        String request = newRequest();
        CartServiceStub.STATES.setState(request, "RUNNING");
        String[] both = {
            payment("b-" + request, "simulator", "tok_3ds", "10.00"),
            payment("a-" + request, "switchable", "tok_approve", "20.00")
        };
        assertThat(payments.authorize(request, "30.00", both).status()).isEqualTo(202);
        assertThat(payments.payment("a-" + request).text("/status")).isEqualTo("AUTHORIZED");

        decides(request, "refusals");

        assertThat(payments.authorize(request, "30.00", both).status()).isEqualTo(402);
        assertThat(payments.payment("a-" + request).text("/status")).isEqualTo("COMPLETE");
    }

    @Test
    void a_payment_that_waited_is_bound_like_any_other() throws Exception {
        String request = challenged();
        decides(request, "approvals");
        payments.authorize(request, "tok_3ds");

        assertThat(bindPayments.bind("default", request, InboxEntryFixture.completionOf(request)))
                .isTrue();

        assertThat(payments.state(request)).isEqualTo("BOUND");
    }

    @ParameterizedTest
    @ValueSource(longs = {-400, 400})
    void a_notification_with_another_time_is_refused(long seconds) throws Exception {
        String request = challenged();
        decides(request, "approvals");

        assertThat(notifies(
                        "simulator",
                        StripeStub.signature(SECRET, Instant.now().plusSeconds(seconds), body(request)),
                        body(request)))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "simulator, wrong-secret, 400",
        "offline, simulated-webhook-secret, 404",
        "nowhere, simulated-webhook-secret, 404"
    })
    void a_notification_of_somebody_else_is_refused(String gateway, String secret, int status) throws Exception {
        String request = challenged();

        assertThat(notifies(gateway, StripeStub.signature(secret, Instant.now(), body(request)), body(request)))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t=1", "v1=00", "t=x,v1=00", "nonsense"})
    void a_malformed_signature_is_refused(String signature) throws Exception {
        assertThat(notifies("simulator", signature, "{}")).isEqualTo(400);
    }

    @Test
    void an_altered_body_is_refused_and_one_about_an_unknown_payment_ignored() throws Exception {
        String body = body("r-unknown");
        String signature = StripeStub.signature(SECRET, Instant.now(), body);

        assertThat(notifies("simulator", signature, body.replace("unknown", "other")))
                .isEqualTo(400);
        assertThat(notifies("simulator", signature, body)).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[1]", "{}", "{\"tenant\":\"default\"}", "{\"tenant\":null,\"requestId\":null}"})
    void a_signed_notification_that_names_no_payment_is_refused(String body) throws Exception {
        assertThat(notifies("simulator", StripeStub.signature(SECRET, Instant.now(), body), body))
                .isEqualTo(400);
    }

    @Test
    void a_notification_that_is_larger_than_any_is_refused_before_it_is_read() throws Exception {
        assertThat(notifies("simulator", "t=1,v1=00", "x".repeat(256 * 1024 + 1)))
                .isEqualTo(413);
    }

    @Test
    void the_page_of_a_challenge_shows_the_amount_and_afterwards_that_nothing_is_left_to_do() throws Exception {
        String request = challenged();
        String page = "/simulator/challenges/default/" + request + "-0";

        String open = text(page);
        decides(request, "approvals");

        assertThat(open).contains("10.00 GBP", page + "/approvals", page + "/refusals");
        assertThat(text(page)).contains("nothing to confirm").doesNotContain("approvals");
        assertThat(decides(request, "refusals")).isEqualTo(409);
        assertThat(decides("r-unknown", "approvals")).isEqualTo(404);
    }

    private String text(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
