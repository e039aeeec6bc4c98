package io.checkoutsuite.payment.stripe;

import static io.checkoutsuite.payment.stripe.StripeGateways.authorization;
import static io.checkoutsuite.payment.stripe.StripeGateways.newReference;
import static io.checkoutsuite.payment.stripe.StripeStub.APPROVED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest.Action;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.ActionRequired;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Approved;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Closed;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Declined;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.ResultAwaited;
import io.checkoutsuite.payment.gateway.GatewayConfigurationException;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse.Done;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse.Refused;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse.NothingHeld;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse.Reversed;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.checkoutsuite.payment.gateway.NextAction;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import io.checkoutsuite.payment.gateway.WebhookReceipt.Accepted;
import io.checkoutsuite.payment.gateway.WebhookReceipt.Concerned;
import io.checkoutsuite.payment.stripe.StripeStub.Fault;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.http.StubServer.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is particular to Stripe; what every gateway has to do is in the contract. */
class StripeGatewayTests {

    private static final Duration A_DAY_AND_MORE = Duration.ofHours(25);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final StripeStub stripe = new StripeStub(clock);
    private final StripeGateways gateways = new StripeGateways();
    private final PaymentGateway gateway = gatewayWith(Map.of());

    private PaymentGateway gatewayWith(Map<String, String> properties) {
        return gateways.at(stripe.url(), clock, properties);
    }

    @AfterEach
    void disconnect() {
        gateways.close();
        stripe.close();
    }

    private GatewayReference reference() {
        return newReference("20.00", "GBP", clock.instant());
    }

    private GatewayReference held() {
        GatewayReference reference = reference();
        assertThat(authorize(reference)).isEqualTo(new Approved(false));
        return reference;
    }

    private GatewayReference captured() {
        GatewayReference reference = held();
        assertThat(gateway.capture(reference, "c1", pounds("20.00"))).isEqualTo(new Done());
        return reference;
    }

    private GatewayAuthorizationResponse authorize(GatewayReference reference) {
        return gateway.authorize(authorization(reference, APPROVED));
    }

    private static Money pounds(String amount) {
        return Money.of(amount, "GBP");
    }

    private Map<String, String> sent(String kind) {
        return StripeStub.form(stripe.requests(kind).getLast());
    }

    // What is sent

    @Test
    void a_payment_is_created_and_then_confirmed() {
        GatewayReference reference = held();

        assertThat(stripe.requests()).containsExactly("create", "confirm");
        assertThat(sent("create"))
                .containsEntry("amount", "2000")
                .containsEntry("currency", "gbp")
                .containsEntry("capture_method", "manual")
                .containsEntry("payment_method_types[]", "card")
                .containsEntry("metadata[reference]", reference.value())
                .containsEntry("metadata[request_id]", reference.requestId())
                .containsEntry("metadata[order_number]", "100042")
                .containsEntry("metadata[tenant]", "default")
                .doesNotContainKey("payment_method");
        assertThat(sent("confirm")).containsEntry("payment_method", APPROVED).containsEntry("capture_method", "manual");
        Request created = stripe.requests("create").getFirst();
        assertThat(created.header("Authorization")).isEqualTo("Bearer " + StripeStub.API_KEY);
        assertThat(created.header("Stripe-Version")).isEqualTo("2024-06-20");
        assertThat(created.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(created.header("Idempotency-Key")).hasSizeBetween(64, 255);
    }

    @Test
    void a_sale_is_captured_by_its_confirmation() {
        GatewayReference reference = reference();

        assertThat(gateway.authorize(new GatewayAuthorizationRequest(reference, new Token(APPROVED), Action.SALE)))
                .isEqualTo(new Approved(true));

        assertThat(sent("confirm")).containsEntry("capture_method", "automatic");
        assertThat(stripe.captured(reference.value())).isEqualTo(2_000);
    }

    @Test
    void a_tenant_may_have_a_merchant_account_of_its_own() {
        PaymentGateway withTwoAccounts = gatewayWith(Map.of("tenant-api-keys.acme", StripeStub.TENANT_API_KEY));
        GatewayReference reference =
                new GatewayReference("acme", "r-1", "r-1-0", "100042", pounds("20.00"), clock.instant());

        assertThat(withTwoAccounts.authorize(authorization(reference, APPROVED)))
                .isEqualTo(new Approved(false));

        assertThat(stripe.requests("create").getFirst().header("Authorization"))
                .isEqualTo("Bearer " + StripeStub.TENANT_API_KEY);
        assertThat(gateway.lookUp(reference))
                .as("the other account does not know it")
                .isEmpty();
    }

    @Test
    void an_amount_that_stripe_cannot_process_is_declined_without_a_request() {
        GatewayReference reference = newReference("5.124", "KWD", clock.instant());

        assertThat(gateway.authorize(authorization(reference, APPROVED)))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.type()).isEqualTo(DeclineType.HARD));
        assertThat(gateway.lookUp(reference)).get().isInstanceOf(Declined.class);
        assertThat(gateway.reverse(reference)).isEqualTo(new NothingHeld());
        assertThat(gateway.capture(reference, "c1", reference.amount())).isInstanceOf(Refused.class);
        assertThat(gateway.refund(reference, "r1", reference.amount())).isInstanceOf(Refused.class);
        assertThat(stripe.requests()).isEmpty();
    }

    @Test
    void an_amount_that_stripe_refuses_is_declined() {
        GatewayReference reference = newReference("0.10", "GBP", clock.instant());

        assertThat(gateway.authorize(authorization(reference, APPROVED))).isInstanceOf(Declined.class);
        assertThat(gateway.lookUp(reference)).get().isInstanceOf(Declined.class);
        assertThat(gateway.reverse(reference)).isEqualTo(new NothingHeld());
    }

    // One payment intent for each reference, whenever it is called

    @Test
    void a_reference_is_held_once_even_after_stripe_has_forgotten_its_key() {
        GatewayReference reference = held();

        clock.advance(A_DAY_AND_MORE);

        assertThat(authorize(reference)).isEqualTo(new Approved(false));
        assertThat(gateway.lookUp(reference)).contains(new Approved(false));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);
        assertThat(stripe.statuses(reference.value())).containsExactly("requires_capture");
    }

    @Test
    void a_reversed_reference_stays_closed_even_after_stripe_has_forgotten_its_key() {
        GatewayReference reference = reference();
        gateway.reverse(reference);

        clock.advance(A_DAY_AND_MORE);

        assertThat(authorize(reference)).isEqualTo(new Closed());
        assertThat(gateway.lookUp(reference)).contains(new Closed());
        assertThat(stripe.timesHeld(reference.value())).isZero();
    }

    @Test
    void a_payment_that_search_does_not_find_yet_is_found_by_its_key() {
        stripe.searchLag(Duration.ofHours(1));
        GatewayReference begunLongAgo =
                newReference("20.00", "GBP", clock.instant().minus(Duration.ofHours(30)));
        assertThat(authorize(begunLongAgo)).isEqualTo(new Approved(false));

        assertThat(authorize(begunLongAgo)).isEqualTo(new Approved(false));
        assertThat(gateway.lookUp(begunLongAgo)).contains(new Approved(false));
        assertThat(gateway.reverse(begunLongAgo)).isEqualTo(new Reversed(pounds("20.00"), false));

        assertThat(stripe.timesHeld(begunLongAgo.value())).isEqualTo(1);
        assertThat(stripe.statuses(begunLongAgo.value())).containsExactly("canceled");
    }

    @Test
    void a_call_that_stood_still_for_a_day_finds_what_happened_meanwhile() {
        GatewayReference reference = reference();
        stripe.next("create", Fault.after(() -> {
            gateway.reverse(reference);
            clock.advance(A_DAY_AND_MORE);
        }));

        assertThat(authorize(reference)).isEqualTo(new Closed());

        assertThat(stripe.timesHeld(reference.value())).isZero();
        assertThat(stripe.statuses(reference.value())).containsExactly("canceled", "canceled");
    }

    @Test
    void a_young_reference_is_never_searched_because_search_lags_and_is_rationed() {
        GatewayReference reference = held();
        gateway.lookUp(reference);
        gateway.reverse(reference);

        assertThat(stripe.requests()).doesNotContain("search");
    }

    @Test
    void a_confirmation_that_stood_still_does_not_pay_a_reference_that_was_closed_meanwhile() {
        GatewayReference reference = reference();
        stripe.next("confirm", Fault.after(() -> {
            assertThat(gateway.reverse(reference)).isEqualTo(new NothingHeld());
            clock.advance(A_DAY_AND_MORE);
        }));

        assertThat(authorize(reference)).isEqualTo(new Closed());

        assertThat(stripe.timesHeld(reference.value())).isZero();
    }

    @Test
    void a_payment_that_was_created_with_other_parameters_is_found_by_search() {
        GatewayReference reference = held();
        GatewayReference asAnotherVersionCreatesIt = new GatewayReference(
                reference.merchant(),
                reference.requestId(),
                reference.value(),
                "another description",
                reference.amount(),
                reference.since());

        assertThatThrownBy(() -> gateway.lookUp(asAnotherVersionCreatesIt))
                .isInstanceOf(GatewayTimeoutException.class)
                .hasMessageContaining("does not find the payment yet");
        clock.advance(Duration.ofMinutes(2));

        assertThat(gateway.lookUp(asAnotherVersionCreatesIt)).contains(new Approved(false));
        assertThat(gateway.reverse(asAnotherVersionCreatesIt)).isEqualTo(new Reversed(pounds("20.00"), false));
    }

    @Test
    void replays_need_not_be_named() {
        stripe.doesNotNameReplays();
        GatewayReference reference = held();

        assertThat(authorize(reference)).isEqualTo(new Approved(false));
        assertThat(gateway.capture(reference, "c1", pounds("5.00"))).isEqualTo(new Done());
        assertThat(gateway.refund(reference, "r1", pounds("1.00"))).isEqualTo(new Done());
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);

        GatewayReference reversed = held();
        assertThat(gateway.reverse(reversed)).isEqualTo(new Reversed(pounds("20.00"), false));
        assertThat(stripe.held(reversed.value())).isZero();
    }

    @Test
    void another_payment_is_never_taken_for_the_own_one() {
        GatewayReference reference = reference();
        stripe.next("create", Fault.body(json -> json.replace("\"amount\":2000", "\"amount\":200")));

        assertThatThrownBy(() -> authorize(reference))
                .isInstanceOf(GatewayTimeoutException.class)
                .hasMessageContaining("another payment");
        assertThat(stripe.timesHeld(reference.value())).isZero();
    }

    // Declines

    @ParameterizedTest
    @CsvSource({
        "stolen_card,HARD",
        "lost_card,HARD",
        "pickup_card,HARD",
        "expired_card,HARD",
        "do_not_try_again,HARD",
        "fraudulent,HARD",
        "insufficient_funds,SOFT",
        "do_not_honor,SOFT",
        "generic_decline,SOFT",
        "try_again_later,SOFT",
        "issuer_not_available,SOFT",
        "processing_error,SOFT",
        "incorrect_cvc,SOFT",
        "authentication_required,AUTHENTICATION",
        "a_code_of_the_future,SOFT"
    })
    void the_decline_code_says_whether_another_try_makes_sense(String code, DeclineType type) {
        GatewayReference reference = reference();

        GatewayAuthorizationResponse declined =
                gateway.authorize(authorization(reference, StripeStub.DECLINED_WITH + code));

        assertThat(declined).isInstanceOfSatisfying(Declined.class, known -> {
            assertThat(known.type()).isEqualTo(type);
            assertThat(known.message()).doesNotContain(code).doesNotContain(StripeStub.ISSUER_TEXT);
        });
        assertThat(gateway.lookUp(reference)).contains(declined);
        assertThat(stripe.statuses(reference.value())).containsExactly("canceled");
        assertThat(stripe.attempts(reference.value())).isEqualTo(1);
    }

    @Test
    void a_payment_method_that_does_not_exist_is_declined_for_good() {
        GatewayReference reference = reference();

        GatewayAuthorizationResponse declined = gateway.authorize(authorization(reference, "pm_missing"));

        assertThat(declined)
                .isInstanceOfSatisfying(
                        Declined.class, known -> assertThat(known.type()).isEqualTo(DeclineType.HARD));
        assertThat(gateway.lookUp(reference)).contains(declined);
        assertThat(stripe.statuses(reference.value())).containsExactly("canceled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "cancel"})
    void a_decline_that_could_not_be_made_final_is_finished_by_the_look_up(String request) {
        GatewayReference reference = reference();
        stripe.next(request, Fault.cutBefore());

        assertThatThrownBy(() -> gateway.authorize(authorization(reference, StripeStub.STOLEN)))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.lookUp(reference))
                .get()
                .isInstanceOfSatisfying(
                        Declined.class, known -> assertThat(known.type()).isEqualTo(DeclineType.HARD));
        assertThat(stripe.statuses(reference.value())).containsExactly("canceled");
    }

    @Test
    void a_decline_that_cannot_be_made_final_for_the_moment_does_not_look_like_a_call_without_an_effect() {
        GatewayReference reference = reference();
        stripe.always("update", Fault.busy(429, "rate_limit", "60"));

        assertThatThrownBy(() -> gateway.authorize(authorization(reference, StripeStub.STOLEN)))
                .isInstanceOf(GatewayTimeoutException.class);
    }

    @Test
    void a_reversal_keeps_a_decline_that_was_not_made_final() {
        GatewayReference reference = reference();
        stripe.next("update", Fault.cutBefore());
        assertThatThrownBy(() -> gateway.authorize(authorization(reference, StripeStub.STOLEN)))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.reverse(reference)).isEqualTo(new NothingHeld());

        assertThat(gateway.lookUp(reference)).get().isInstanceOf(Declined.class);
    }

    // Confirmations by the buyer, and results that come later

    private NextAction challenge(PaymentGateway challenging) {
        GatewayAuthorizationResponse response =
                challenging.authorize(authorization(reference(), StripeStub.CHALLENGED));
        return ((ActionRequired) response).action();
    }

    @Test
    void without_an_address_to_return_to_stripes_script_shows_the_challenge() {
        NextAction action = challenge(gateway);

        assertThat(action.type()).isEqualTo("STRIPE_SDK");
        assertThat(action.url()).isNull();
        assertThat(action.data())
                .hasEntrySatisfying("clientSecret", secret -> assertThat(secret).startsWith("pi_"));
        assertThat(sent("confirm")).doesNotContainKey("return_url");
    }

    @Test
    void with_an_address_to_return_to_the_buyer_opens_a_page() {
        NextAction action = challenge(gatewayWith(Map.of("return-url", "https://shop.example/paid?from=stripe")));

        assertThat(action.type()).isEqualTo(NextAction.REDIRECT);
        assertThat(action.url()).startsWith("https://hooks.stripe.example/");
        assertThat(action.data()).isEmpty();
        assertThat(sent("confirm")).containsEntry("return_url", "https://shop.example/paid?from=stripe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "http://hooks.stripe.example/3d_secure", ""})
    void a_browser_is_never_sent_to_anything_but_a_page(String url) {
        PaymentGateway redirecting = gatewayWith(Map.of("return-url", "https://shop.example/paid"));
        stripe.next("confirm", Fault.body(json -> json.replaceAll("https://hooks[^\"]*", url)));

        assertThatThrownBy(() -> challenge(redirecting)).isInstanceOf(GatewayTimeoutException.class);
    }

    @Test
    void a_challenge_that_cannot_be_shown_is_closed_by_a_reversal() {
        GatewayReference reference = reference();
        stripe.always(
                "confirm", Fault.body(json -> json.replace("use_stripe_sdk", "").replace("client_secret", "x")));
        stripe.always(
                "retrieve",
                Fault.body(json -> json.replace("use_stripe_sdk", "").replace("client_secret", "x")));
        assertThatThrownBy(() -> gateway.authorize(authorization(reference, StripeStub.CHALLENGED)))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.reverse(reference)).isEqualTo(new NothingHeld());

        assertThat(stripe.statuses(reference.value())).containsExactly("canceled");
    }

    @Test
    void a_result_that_comes_later_is_awaited_and_then_found() {
        GatewayReference reference = reference();

        assertThat(gateway.authorize(authorization(reference, StripeStub.PROCESSING)))
                .isEqualTo(new ResultAwaited());
        assertThat(gateway.lookUp(reference)).contains(new ResultAwaited());
        assertThatThrownBy(() -> gateway.reverse(reference))
                .as("Stripe does not let it be cancelled")
                .isInstanceOf(GatewayTimeoutException.class);
        stripe.isProcessed(reference.value());

        assertThat(gateway.lookUp(reference)).contains(new Approved(false));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);
    }

    // Notifications

    private static Webhook webhook(String header, String body) {
        return new Webhook(Map.of("stripe-signature", header), body.getBytes(UTF_8));
    }

    private WebhookReceipt receive(String body) {
        return gatewayWith(Map.of("webhook-secrets[0]", "whsec_old", "webhook-secrets[1]", StripeStub.WEBHOOK_SECRET))
                .receive(webhook(StripeStub.signature(StripeStub.WEBHOOK_SECRET, clock.instant(), body), body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment_intent.amount_capturable_updated",
                "payment_intent.succeeded",
                "payment_intent.payment_failed",
                "payment_intent.canceled",
                "payment_intent.a_type_of_the_future"
            })
    void a_notification_about_a_payment_names_its_attempt(String type) {
        GatewayReference reference = held();

        assertThat(receive(stripe.notification(reference.value(), type)))
                .isEqualTo(new Accepted(List.of(new Concerned("default", reference.requestId()))));
    }

    @Test
    void notifications_about_anything_else_are_accepted_and_ignored() {
        String ofOtherSoftware =
                "{'type':'payment_intent.succeeded','data':{'object':{'metadata':{'request_id':'r-1','tenant':'default'}}}}"
                        .replace('\'', '"');

        for (String body : List.of(
                ofOtherSoftware,
                stripe.notification(held().value(), "charge.succeeded"),
                "{\"type\":\"customer.created\"}")) {
            assertThat(receive(body)).as(body).isEqualTo(new Accepted(List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"type\":7}", "nonsense"})
    void a_signed_notification_that_cannot_be_read_is_refused(String body) {
        assertThat(receive(body)).isEqualTo(new WebhookReceipt.Refused("The body is malformed"));
    }

    @Test
    void a_notification_that_stripe_has_not_just_sent_is_refused() {
        String body = stripe.notification(held().value(), "payment_intent.succeeded");
        PaymentGateway receiving = gatewayWith(Map.of("webhook-secrets[0]", StripeStub.WEBHOOK_SECRET));
        String yesterday =
                StripeStub.signature(StripeStub.WEBHOOK_SECRET, clock.instant().minus(Duration.ofDays(1)), body);
        String forged = StripeStub.signature("whsec_forged", clock.instant(), body);

        for (String header : List.of(yesterday, forged, "", "t=1,v1=00")) {
            assertThat(receiving.receive(webhook(header, body))).as(header).isInstanceOf(WebhookReceipt.Refused.class);
        }
        assertThat(receiving.receive(new Webhook(Map.of(), body.getBytes(UTF_8))))
                .isInstanceOf(WebhookReceipt.Refused.class);
    }

    @Test
    void without_a_secret_no_notification_is_received() {
        assertThat(gateway.receive(webhook("", "{}"))).isEqualTo(new WebhookReceipt.Unsupported());
    }

    // Failures

    @ParameterizedTest
    @ValueSource(strings = {"create", "retrieve", "confirm", "cancel"})
    void a_lost_response_never_loses_the_effect(String request) {
        GatewayReference reference = reference();
        stripe.next(request, Fault.cutAfter());

        attempt(() -> authorize(reference));
        attempt(() -> authorize(reference));
        assertThat(gateway.lookUp(reference)).contains(new Approved(false));
        attempt(() -> gateway.reverse(reference));

        assertThat(gateway.reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), false));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);
        assertThat(stripe.held(reference.value())).isZero();
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (GatewayTimeoutException unknown) {
            // Its outcome is looked up.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_internal_error_has_an_unknown_outcome(boolean afterTheEffect) {
        GatewayReference reference = reference();
        stripe.next("confirm", Fault.internalError(afterTheEffect));

        assertThatThrownBy(() -> authorize(reference)).isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.lookUp(reference).isPresent()).isEqualTo(afterTheEffect);
        attempt(() -> authorize(reference));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(afterTheEffect ? 1 : 0);
        assertThat(gateway.reverse(reference))
                .isEqualTo(afterTheEffect ? new Reversed(pounds("20.00"), false) : new NothingHeld());
    }

    @ParameterizedTest
    @CsvSource({"429,rate_limit", "429,lock_timeout", "409,idempotency_key_in_use"})
    void a_busy_stripe_is_asked_again(int status, String code) {
        GatewayReference reference = reference();
        stripe.next("create", Fault.busy(status, code, null));
        stripe.next("confirm", Fault.busy(status, code, null), Fault.busy(status, code, null));

        assertThat(authorize(reference)).isEqualTo(new Approved(false));

        assertThat(stripe.requests()).containsExactly("create", "create", "confirm", "confirm", "confirm");
    }

    @Test
    void it_waits_as_long_as_stripe_wants() {
        GatewayReference reference = reference();
        stripe.next("confirm", Fault.busy(429, "rate_limit", "1"));
        long begin = System.nanoTime();

        assertThat(authorize(reference)).isEqualTo(new Approved(false));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void too_many_requests_have_no_effect() {
        GatewayReference reference = reference();
        stripe.always("confirm", Fault.busy(429, "rate_limit", null));

        assertThatThrownBy(() -> authorize(reference))
                .isInstanceOf(GatewayUnreachableException.class)
                .hasMessage("stripe has too many requests");

        assertThat(stripe.requests("confirm")).hasSize(3);
        assertThat(stripe.timesHeld(reference.value())).isZero();
    }

    @Test
    void it_does_not_wait_beyond_its_timeout() {
        GatewayReference reference = reference();
        stripe.always("create", Fault.busy(429, "rate_limit", "60"));
        long begin = System.nanoTime();

        assertThatThrownBy(() -> authorize(reference)).isInstanceOf(GatewayUnreachableException.class);

        assertThat(stripe.requests()).containsExactly("create");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void the_same_call_in_progress_elsewhere_has_an_unknown_outcome() {
        GatewayReference reference = reference();
        CountDownLatch slow = new CountDownLatch(1);
        stripe.next("confirm", Fault.waitsFor(slow));
        CompletableFuture<GatewayAuthorizationResponse> first =
                CompletableFuture.supplyAsync(() -> authorize(reference), Thread::startVirtualThread);
        await().until(() -> stripe.requests().contains("confirm"));

        assertThatThrownBy(() -> authorize(reference)).isInstanceOf(GatewayTimeoutException.class);
        slow.countDown();

        assertThat(first.join()).isEqualTo(new Approved(false));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);
    }

    @Test
    void a_slow_response_times_out_and_its_effect_is_found() {
        PaymentGateway impatient = gatewayWith(Map.of("timeout", "500ms"));
        GatewayReference reference = reference();
        CountDownLatch slow = new CountDownLatch(1);
        stripe.next("confirm", Fault.waitsFor(slow));
        long begin = System.nanoTime();

        assertThatThrownBy(() -> impatient.authorize(authorization(reference, APPROVED)))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(gateway.lookUp(reference)).as("not paid yet").isEmpty();
        slow.countDown();
        await().untilAsserted(() -> assertThat(gateway.lookUp(reference)).contains(new Approved(false)));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);
    }

    @Test
    void a_server_that_does_not_exist_cannot_be_reached() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        PaymentGateway nowhere = gateways.at("http://127.0.0.1:" + port, clock, Map.of());
        GatewayReference reference = reference();

        assertThatThrownBy(() -> nowhere.authorize(authorization(reference, APPROVED)))
                .isInstanceOf(GatewayUnreachableException.class);
        assertThatThrownBy(() -> nowhere.reverse(reference)).isInstanceOf(GatewayUnreachableException.class);
    }

    static Stream<String> oddResponses() {
        return Stream.of(
                "",
                "<html>Bad gateway</html>",
                "[]",
                "null",
                "{\"id\":\"pi_stub0\"}",
                "{\"id\":\"../refunds\",\"status\":\"requires_capture\"}",
                "{\"id\":",
                "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("oddResponses")
    void an_odd_response_has_an_unknown_outcome_and_the_effect_is_found(String odd) {
        GatewayReference reference = reference();
        stripe.next("confirm", Fault.body(json -> odd));

        assertThatThrownBy(() -> authorize(reference)).isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.lookUp(reference)).contains(new Approved(false));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"status\":\"requires_capture\" | \"status\":\"a_state_of_the_future\"",
                "\"status\":\"requires_capture\" | \"status\":7",
                "\"amount\":2000 | \"amount\":-1",
                "\"amount\":2000 | \"amount\":20.5",
                "\"amount\":2000 | \"amount\":99999999999999999999999999",
                "\"currency\":\"gbp\" | \"currency\":null",
                "\"amount_received\":0 | \"amount_received\":{}"
            })
    void an_odd_member_has_an_unknown_outcome_and_the_effect_is_found(String documented, String odd) {
        GatewayReference reference = reference();
        stripe.next("confirm", Fault.body(json -> {
            assertThat(json).contains(documented);
            return json.replace(documented, odd);
        }));

        assertThatThrownBy(() -> authorize(reference)).isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.lookUp(reference)).contains(new Approved(false));
    }

    @Test
    void an_oversized_response_has_an_unknown_outcome_and_the_effect_is_found() {
        GatewayReference reference = reference();
        stripe.next(
                "confirm",
                Fault.body(json -> json.replaceFirst("\\{", "{\"padding\":\"" + "x".repeat(2_000_000) + "\",")));

        assertThatThrownBy(() -> authorize(reference)).isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.lookUp(reference)).contains(new Approved(false));
        assertThat(stripe.timesHeld(reference.value())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 405, 418, 424, 500, 502, 503})
    void a_status_without_a_known_meaning_has_an_unknown_outcome(int status) {
        GatewayReference reference = reference();
        stripe.next("confirm", Fault.response(status, "{}"));

        assertThatThrownBy(() -> authorize(reference)).isInstanceOf(GatewayTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_refused_key_is_an_error_of_the_configuration_without_an_effect(int status) {
        GatewayReference reference = reference();
        stripe.always("create", Fault.response(status, "{\"error\":{\"type\":\"invalid_request_error\"}}"));

        assertThatThrownBy(() -> authorize(reference))
                .isInstanceOf(GatewayConfigurationException.class)
                .hasMessage("stripe does not accept the API key of tenant default (HTTP status %d)", status);
    }

    @Test
    void an_account_that_may_not_take_payments_is_an_error_of_the_configuration() {
        stripe.always(
                "create",
                Fault.response(400, "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"account_invalid\"}}"));

        assertThatThrownBy(() -> authorize(reference()))
                .isInstanceOf(GatewayConfigurationException.class)
                .hasMessageContaining("account_invalid");
    }

    // Captures, refunds and voids

    @Test
    void a_capture_names_its_amount_and_records_its_reference() {
        GatewayReference reference = held();

        assertThat(gateway.capture(reference, "c1", pounds("15.00"))).isEqualTo(new Done());

        assertThat(sent("capture")).containsEntry("amount_to_capture", "1500");
        assertThat(stripe.metadata(reference.value())).containsEntry("suite_capture", "c1");
    }

    @Test
    void a_capture_without_a_response_is_not_made_again() {
        GatewayReference reference = held();
        stripe.next("capture", Fault.cutAfter());

        assertThatThrownBy(() -> gateway.capture(reference, "c1", pounds("15.00")))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.capture(reference, "c1", pounds("15.00"))).isEqualTo(new Done());
        assertThat(stripe.requests("capture")).hasSize(1);
        assertThat(stripe.captured(reference.value())).isEqualTo(1_500);
    }

    @Test
    void a_payment_that_is_not_found_is_not_refused() {
        GatewayReference held = held();
        clock.advance(A_DAY_AND_MORE);
        stripe.searchLag(Duration.ofDays(2));

        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> gateway.capture(held, "c1", pounds("15.00")))
                    .isInstanceOf(GatewayTimeoutException.class);
            assertThatThrownBy(() -> gateway.refund(held, "r1", pounds("15.00")))
                    .isInstanceOf(GatewayTimeoutException.class);
        }
        stripe.searchLag(Duration.ZERO);

        assertThat(gateway.capture(held, "c1", pounds("15.00"))).isEqualTo(new Done());
        assertThat(gateway.refund(held, "r1", pounds("15.00"))).isEqualTo(new Done());
    }

    @Test
    void a_hold_that_has_expired_is_not_captured_and_was_released() {
        GatewayReference reference = held();
        stripe.expire(reference.value());

        assertThat(gateway.capture(reference, "c1", pounds("15.00")))
                .isEqualTo(new Refused("The hold was released or has expired"));
        assertThat(gateway.reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), false));
        assertThat(gateway.lookUp(reference)).contains(new Closed());
    }

    @Test
    void a_reversal_after_a_partial_capture_tells_what_was_released() {
        GatewayReference reference = held();
        gateway.capture(reference, "c1", pounds("15.00"));

        assertThat(gateway.reverse(reference)).isEqualTo(new Reversed(pounds("5.00"), false));
        assertThat(stripe.captured(reference.value())).isEqualTo(1_500);
        assertThat(stripe.refunded(reference.value())).isZero();
    }

    @Test
    void a_refund_is_made_once_even_after_stripe_has_forgotten_its_key() {
        GatewayReference reference = captured();
        assertThat(gateway.refund(reference, "r1", pounds("5.00"))).isEqualTo(new Done());

        clock.advance(A_DAY_AND_MORE);

        assertThat(gateway.refund(reference, "r1", pounds("5.00"))).isEqualTo(new Done());
        assertThat(stripe.refunded(reference.value())).isEqualTo(500);
    }

    @Test
    void a_refund_without_a_response_is_not_made_again() {
        GatewayReference reference = captured();
        stripe.next("refund", Fault.cutAfter());

        assertThatThrownBy(() -> gateway.refund(reference, "r1", pounds("5.00")))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.refund(reference, "r1", pounds("5.00"))).isEqualTo(new Done());
        assertThat(stripe.refunded(reference.value())).isEqualTo(500);
    }

    @Test
    void a_refund_is_found_on_every_page() {
        stripe.largestRefundPage(2);
        GatewayReference reference = captured();
        List.of("r1", "r2", "r3", "r4", "r5")
                .forEach(refund -> assertThat(gateway.refund(reference, refund, pounds("1.00")))
                        .isEqualTo(new Done()));
        clock.advance(A_DAY_AND_MORE);

        assertThat(gateway.refund(reference, "r1", pounds("1.00"))).isEqualTo(new Done());

        assertThat(stripe.refunded(reference.value())).isEqualTo(500);
    }

    @Test
    void a_refund_that_fails_at_the_bank_is_refused() {
        GatewayReference reference = captured();
        gateway.refund(reference, "r1", pounds("5.00"));
        stripe.refundsFail();

        assertThat(gateway.refund(reference, "r1", pounds("5.00"))).isInstanceOf(Refused.class);
    }

    @Test
    void a_refund_with_another_amount_under_the_same_reference_is_no_second_one() {
        GatewayReference reference = captured();
        gateway.refund(reference, "r1", pounds("5.00"));

        assertThat(gateway.refund(reference, "r1", pounds("6.00"))).isEqualTo(new Done());

        assertThat(stripe.refunded(reference.value())).isEqualTo(500);
    }

    private GatewayReference sold() {
        GatewayReference reference = reference();
        gateway.authorize(new GatewayAuthorizationRequest(reference, new Token(APPROVED), Action.SALE));
        return reference;
    }

    @Test
    void a_void_is_a_refund_that_is_made_once_even_after_a_day() {
        GatewayReference reference = sold();
        assertThat(gateway.reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), true));

        clock.advance(A_DAY_AND_MORE);

        assertThat(gateway.reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), true));
        assertThat(gateway.lookUp(reference)).contains(new Closed());
        assertThat(stripe.refunded(reference.value())).isEqualTo(2_000);
    }

    @Test
    void a_void_without_a_response_is_not_made_again() {
        GatewayReference reference = sold();
        stripe.next("refund", Fault.cutAfter());

        assertThatThrownBy(() -> gateway.reverse(reference)).isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway.reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), true));
        assertThat(stripe.refunded(reference.value())).isEqualTo(2_000);
    }

    @Test
    void a_sale_that_somebody_has_refunded_in_part_is_not_voided() {
        GatewayReference reference = sold();
        stripe.refundInTheDashboard(reference.value(), 1);

        assertThat(gateway.reverse(reference)).isInstanceOf(GatewayReversalResponse.Refused.class);

        assertThat(stripe.refunded(reference.value())).isEqualTo(1);
        assertThat(gateway.lookUp(reference)).contains(new Approved(true));
    }

    // What must not be seen

    @Test
    void logs_and_metadata_have_no_keys_no_tokens_and_no_texts_of_the_issuer() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.checkoutsuite.payment.stripe");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(lines);
        GatewayReference declined = reference();
        try {
            gateway.authorize(authorization(declined, StripeStub.STOLEN));
            gateway.authorize(authorization(reference(), "pm_missing"));
            stripe.next("confirm", Fault.response(500, StripeStub.ISSUER_TEXT));
            attempt(() -> gateway.authorize(authorization(reference(), APPROVED)));
            stripe.next("confirm", Fault.body(json -> StripeStub.ISSUER_TEXT));
            attempt(() -> gateway.authorize(authorization(reference(), APPROVED)));
            stripe.next("confirm", Fault.cutBefore());
            attempt(() -> gateway.authorize(authorization(reference(), APPROVED)));
            stripe.next("create", Fault.response(401, "{}"));
            assertThatThrownBy(() -> authorize(reference())).isInstanceOf(GatewayConfigurationException.class);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }

        assertThat(lines.list).hasSizeGreaterThan(4);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line).doesNotContain("sk_", "pm_", StripeStub.ISSUER_TEXT));
        assertThat(lines.list).extracting(ILoggingEvent::getThrowableProxy).containsOnlyNulls();
        assertThat(stripe.metadata(declined.value()).values())
                .noneMatch(value -> value.contains("pm_") || value.contains(StripeStub.ISSUER_TEXT));
    }
}
