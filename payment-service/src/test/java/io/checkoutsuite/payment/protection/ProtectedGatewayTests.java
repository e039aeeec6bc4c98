package io.checkoutsuite.payment.protection;

import static io.checkoutsuite.payment.stripe.StripeGateways.authorization;
import static io.checkoutsuite.payment.stripe.StripeGateways.newReference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Approved;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Declined;
import io.checkoutsuite.payment.gateway.GatewayCallRejectedException;
import io.checkoutsuite.payment.gateway.GatewayConfigurationException;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse.Done;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse.NothingHeld;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse.Reversed;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.stripe.StripeGateways;
import io.checkoutsuite.payment.stripe.StripeStub;
import io.checkoutsuite.payment.stripe.StripeStub.Fault;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.concurrency.Latches;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ProtectedGatewayTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final StripeStub stripe = new StripeStub(clock);
    private final StripeGateways connections = new StripeGateways();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ProtectedGateways gateways = new ProtectedGateways(ProtectionSettingsFixture.with(Map.of()), meters, clock);

    @AfterEach
    void disconnect() {
        gateways.destroy();
        connections.close();
        stripe.close();
    }

    /** Stripe with a circuit that opens after four calls, half of which failed. */
    private PaymentGateway stripeWith(String... more) {
        Map<String, String> properties =
                new HashMap<>(Map.of("window", "4", "minimum-calls", "4", "trial-calls", "1", "open-for", "1h"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return protect(connections.at(stripe.url(), clock, Map.of()), properties);
    }

    private PaymentGateway protect(PaymentGateway gateway, Map<String, String> properties) {
        gateways.destroy();
        gateways = new ProtectedGateways(ProtectionSettingsFixture.with(properties), meters, clock);
        return gateways.protect(gateway);
    }

    private GatewayReference reference() {
        return newReference("20.00", "GBP", clock.instant());
    }

    private GatewayAuthorizationRequest approved() {
        return authorization(reference(), StripeStub.APPROVED);
    }

    private static void fails(PaymentGateway gateway, GatewayAuthorizationRequest request) {
        assertThatThrownBy(() -> gateway.authorize(request))
                .isInstanceOfAny(GatewayTimeoutException.class, GatewayUnreachableException.class)
                .isNotInstanceOf(GatewayCallRejectedException.class);
    }

    private void failUntilRejected(PaymentGateway gateway) {
        stripe.always("confirm", Fault.cutBefore());
        await().until(() -> {
            try {
                gateway.authorize(approved());
                return false;
            } catch (GatewayException failure) {
                return failure instanceof GatewayCallRejectedException;
            }
        });
        stripe.worksAgain();
    }

    private double rejected(String limit) {
        return meters.find("suite.gateway.rejected").tag("limit", limit).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    // The circuit

    @Test
    void a_gateway_that_fails_too_often_is_not_called_for_a_while() {
        PaymentGateway gateway = stripeWith();
        failUntilRejected(gateway);
        int before = stripe.requests().size();

        assertThatThrownBy(() -> gateway.authorize(approved()))
                .isInstanceOf(GatewayCallRejectedException.class)
                .isInstanceOf(GatewayUnreachableException.class)
                .hasMessage("stripe failed too often and is not called for a while");

        assertThat(stripe.requests()).hasSize(before);
        assertThat(rejected("circuit")).isEqualTo(2);
    }

    @Test
    void it_is_called_again_after_a_while() {
        PaymentGateway gateway = stripeWith("open-for", "200ms");
        failUntilRejected(gateway);

        await().ignoreException(GatewayCallRejectedException.class)
                .untilAsserted(() -> assertThat(gateway.authorize(approved())).isEqualTo(new Approved(false)));

        assertThat(gateway.authorize(approved())).isEqualTo(new Approved(false));
    }

    @Test
    void declines_are_responses() {
        PaymentGateway gateway = stripeWith();

        for (int call = 0; call < 10; call++) {
            assertThat(gateway.authorize(authorization(reference(), StripeStub.STOLEN)))
                    .isInstanceOf(Declined.class);
        }

        assertThat(gateway.authorize(approved())).isEqualTo(new Approved(false));
    }

    @Test
    void a_gateway_that_cannot_be_reached_fails() {
        PaymentGateway gateway = stripeWith();
        stripe.close();
        IntStream.range(0, 4).forEach(call -> fails(gateway, approved()));

        assertThatThrownBy(() -> gateway.authorize(approved())).isInstanceOf(GatewayCallRejectedException.class);
    }

    @Test
    void money_can_be_looked_up_released_captured_and_refunded_while_authorizations_fail() {
        PaymentGateway gateway = stripeWith();
        GatewayReference held = reference();
        GatewayReference captured = reference();
        gateway.authorize(authorization(held, StripeStub.APPROVED));
        gateway.authorize(authorization(captured, StripeStub.APPROVED));
        failUntilRejected(gateway);
        assertThatThrownBy(() -> gateway.authorize(approved())).isInstanceOf(GatewayCallRejectedException.class);

        assertThat(gateway.lookUp(held)).contains(new Approved(false));
        assertThat(gateway.reverse(held)).isInstanceOf(Reversed.class);
        assertThat(gateway.capture(captured, "c1", captured.amount())).isEqualTo(new Done());
        assertThat(gateway.refund(captured, "r1", captured.amount())).isEqualTo(new Done());
    }

    @Test
    void reversals_that_fail_do_not_stop_authorizations() {
        PaymentGateway gateway = stripeWith();
        stripe.always("cancel", Fault.cutBefore());
        for (int call = 0; call < 4; call++) {
            assertThatThrownBy(() -> gateway.reverse(reference())).isInstanceOf(GatewayTimeoutException.class);
        }

        assertThatThrownBy(() -> gateway.lookUp(reference())).isInstanceOf(GatewayCallRejectedException.class);
        assertThat(gateway.authorize(approved())).isEqualTo(new Approved(false));
    }

    @Test
    void the_credentials_of_one_tenant_do_not_stop_the_others() {
        PaymentGateway gateway = stripeWith();
        stripe.always("create", Fault.response(401, "{}"));
        for (int call = 0; call < 10; call++) {
            assertThatThrownBy(() -> gateway.authorize(approved())).isInstanceOf(GatewayConfigurationException.class);
        }
        stripe.worksAgain();

        assertThat(gateway.authorize(approved())).isEqualTo(new Approved(false));
    }

    @Test
    void an_error_in_the_adapter_says_nothing_about_the_gateway() {
        ScriptedGateway scripted = new ScriptedGateway(Duration.ofSeconds(20));
        PaymentGateway gateway = protect(scripted, Map.of("window", "2", "minimum-calls", "2"));
        scripted.does(() -> {
            throw new IllegalStateException("a bug");
        });

        for (int call = 0; call < 5; call++) {
            assertThatThrownBy(() -> gateway.authorize(approved()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a bug");
        }
    }

    // The rate

    @Test
    void authorizations_above_the_rate_are_rejected_at_once_and_nothing_else_is() {
        PaymentGateway gateway = stripeWith("authorizations-per-second", "1");
        GatewayReference held = reference();
        List<Boolean> accepted = IntStream.range(0, 20)
                .mapToObj(call -> {
                    try {
                        gateway.authorize(authorization(call == 0 ? held : reference(), StripeStub.APPROVED));
                        return true;
                    } catch (GatewayCallRejectedException rejected) {
                        assertThat(rejected)
                                .hasMessage("stripe has had as many authorizations in this second as it may have");
                        return false;
                    }
                })
                .toList();

        assertThat(accepted.getFirst()).isTrue();
        assertThat(accepted).contains(false);
        assertThat(rejected("rate"))
                .isEqualTo(accepted.stream().filter(call -> !call).count());
        IntStream.range(0, 20).forEach(call -> assertThat(gateway.lookUp(held)).contains(new Approved(false)));
        assertThat(gateway.reverse(held)).isInstanceOf(Reversed.class);
    }

    // The calls in progress

    @Test
    void calls_above_the_most_in_progress_are_rejected_at_once_and_reversals_are_not() {
        PaymentGateway gateway = stripeWith("concurrent-authorizations", "2", "concurrent-operations", "1");
        CountDownLatch slow = new CountDownLatch(1);
        stripe.next("confirm", Fault.waitsFor(slow), Fault.waitsFor(slow));
        List<CompletableFuture<Object>> inProgress = IntStream.range(0, 2)
                .mapToObj(call -> CompletableFuture.<Object>supplyAsync(
                        () -> gateway.authorize(approved()), Thread::startVirtualThread))
                .toList();
        await().until(() -> stripe.requests("confirm").size() == 2);

        assertThatThrownBy(() -> gateway.authorize(approved()))
                .isInstanceOf(GatewayCallRejectedException.class)
                .hasMessage("stripe has as many authorizations in progress as it may have");
        assertThat(rejected("concurrency")).isEqualTo(1);
        assertThat(gateway.reverse(reference())).isEqualTo(new NothingHeld());

        slow.countDown();
        assertThat(inProgress).allSatisfy(call -> assertThat(call.join()).isEqualTo(new Approved(false)));
        assertThat(gateway.authorize(approved())).isEqualTo(new Approved(false));
    }

    // The time

    @Test
    void a_call_ends_with_the_timeout_and_goes_on_unheard() {
        ScriptedGateway scripted = new ScriptedGateway(Duration.ofMillis(200));
        PaymentGateway gateway = protect(scripted, Map.of("concurrent-authorizations", "1"));
        CountDownLatch late = new CountDownLatch(1);
        scripted.does(() -> {
            Latches.await(late);
            return new Approved(false);
        });
        long begin = System.nanoTime();

        assertThatThrownBy(() -> gateway.authorize(approved()))
                .isInstanceOf(GatewayTimeoutException.class)
                .hasMessage("scripted did not respond in time");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(scripted.ended()).as("it goes on").isZero();
        assertThatThrownBy(() -> gateway.authorize(approved()))
                .as("it keeps its place until it ends")
                .isInstanceOf(GatewayCallRejectedException.class);
        late.countDown();
        await().until(() -> scripted.ended() == 1);
        scripted.does(() -> new Approved(false));
        await().ignoreException(GatewayCallRejectedException.class)
                .untilAsserted(() -> assertThat(gateway.authorize(approved())).isEqualTo(new Approved(false)));
    }

    @Test
    void a_call_that_takes_too_long_is_a_failure() {
        ScriptedGateway scripted = new ScriptedGateway(Duration.ofMillis(50));
        PaymentGateway gateway = protect(scripted, Map.of("window", "2", "minimum-calls", "2"));
        CountDownLatch late = new CountDownLatch(1);
        scripted.does(() -> {
            Latches.await(late);
            return new Approved(false);
        });
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> gateway.authorize(approved())).isInstanceOf(GatewayTimeoutException.class);
        }

        assertThatThrownBy(() -> gateway.authorize(approved())).isInstanceOf(GatewayCallRejectedException.class);
        late.countDown();
    }

    @Test
    void log_lines_of_the_call_have_the_request_id_of_the_caller() {
        ScriptedGateway scripted = new ScriptedGateway(Duration.ofSeconds(20));
        PaymentGateway gateway = protect(scripted, Map.of());
        AtomicReference<String> seen = new AtomicReference<>();
        scripted.does(() -> {
            seen.set(MDC.get("requestId"));
            return new Approved(false);
        });

        MDC.put("requestId", "r-42");
        try {
            gateway.confirm(approved());
        } finally {
            MDC.remove("requestId");
        }

        assertThat(seen).hasValue("r-42");
    }

    @Test
    void when_the_node_stops_nothing_is_begun() {
        ScriptedGateway scripted = new ScriptedGateway(Duration.ofSeconds(20));
        PaymentGateway gateway = protect(scripted, Map.of("concurrent-authorizations", "1"));

        gateways.destroy();

        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(() -> gateway.authorize(approved()))
                    .isInstanceOf(GatewayCallRejectedException.class)
                    .hasMessage("scripted is not called, because this node stops");
        }
        assertThat(scripted.authorizations()).isZero();
    }

    // Which gateways

    @Test
    void a_gateway_that_is_not_remote_has_no_limits() {
        OfflineGateway offline = new OfflineGateway();

        assertThat(protect(offline, Map.of())).isSameAs(offline);
    }

    @Test
    void limits_can_be_switched_off_and_on() {
        ScriptedGateway scripted = new ScriptedGateway(Duration.ofSeconds(20));

        assertThat(protect(scripted, Map.of("gateways.scripted.enabled", "false")))
                .isSameAs(scripted);
        assertThat(protect(new OfflineGateway(), Map.of("gateways.offline.enabled", "true")))
                .isInstanceOf(ProtectedGateway.class);
    }

    @Test
    void everything_else_is_the_gateways_own() {
        ScriptedGateway scripted = new ScriptedGateway(Duration.ofSeconds(20));
        PaymentGateway gateway = protect(scripted, Map.of());

        assertThat(gateway.name()).isEqualTo("scripted");
        assertThat(gateway.capabilities()).isEqualTo(scripted.capabilities());
        assertThat(gateway.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(gateway.isRemote()).isTrue();
        assertThat(gateway.accepts(approved().token())).isTrue();
    }

    // What operators see

    private Health health() {
        return new GatewaysHealthIndicator(gateways).health();
    }

    @Test
    void a_failing_gateway_is_a_detail_and_the_service_stays_up() {
        PaymentGateway gateway = stripeWith();
        gateway.lookUp(reference());
        assertThat(health().getDetails().get("stripe").toString())
                .contains("authorizations={state=available, circuit=CLOSED, inProgress=0}");

        failUntilRejected(gateway);

        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails().get("stripe").toString())
                .contains("authorizations={state=failing, circuit=OPEN, inProgress=0, failureRatePercent=100}")
                .contains("operations={state=available, circuit=CLOSED, inProgress=0}");
    }

    @Test
    void a_refused_key_is_shown_until_it_works() {
        PaymentGateway gateway = stripeWith();
        stripe.next("create", Fault.response(401, "{}"));

        assertThatThrownBy(() -> gateway.lookUp(reference())).isInstanceOf(GatewayConfigurationException.class);

        assertThat(health().getStatus()).isEqualTo(Status.UP);
        assertThat(health().getDetails().get("stripe").toString())
                .contains(
                        "misconfigured.default=stripe does not accept the API key of tenant default (HTTP status 401), since 2026-03-01T09:00:00Z");
        gateway.lookUp(reference());
        assertThat(health().getDetails().get("stripe").toString()).doesNotContain("misconfigured");
    }

    @Test
    void calls_and_states_are_metrics() {
        PaymentGateway gateway = stripeWith();
        gateway.authorize(approved());
        gateway.reverse(reference());
        failUntilRejected(gateway);

        assertThat(meters.get("suite.gateway.calls")
                        .tags("gateway", "stripe", "call", "authorize", "outcome", "responded")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("suite.gateway.calls")
                        .tags("gateway", "stripe", "call", "authorize", "outcome", "unknown")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(meters.get("suite.gateway.calls")
                        .tags("gateway", "stripe", "call", "reverse", "outcome", "responded")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tags("name", "stripe.authorizations", "state", "open")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
                        .tags("name", "stripe.operations")
                        .gauge()
                        .value())
                .isEqualTo(50);
    }
}
