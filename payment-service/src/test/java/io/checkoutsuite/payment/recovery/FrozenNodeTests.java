package io.checkoutsuite.payment.recovery;

import static io.checkoutsuite.payment.journey.PaymentApiClient.newRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationOutcome;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.PaymentSettingsFixture;
import io.checkoutsuite.payment.authorization.Reversing;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.checkout.AuthorizePayments;
import io.checkoutsuite.payment.checkout.BindPayments;
import io.checkoutsuite.payment.checkout.InboxEntryFixture;
import io.checkoutsuite.payment.checkout.SavedPaymentCheck;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.operation.OperationOutcome;
import io.checkoutsuite.payment.operation.PaymentOperations;
import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.PaymentIntent;
import io.checkoutsuite.payment.payment.PaymentIntents;
import io.checkoutsuite.payment.payment.PaymentOperation;
import io.checkoutsuite.payment.payment.TransactionType;
import io.checkoutsuite.payment.reversal.ReversePayments;
import io.checkoutsuite.payment.saved.SaveOrderedPaymentMethods;
import io.checkoutsuite.payment.simulator.SimulatorGateway;
import io.checkoutsuite.payment.simulator.SimulatorHold;
import io.checkoutsuite.payment.simulator.SimulatorHolds;
import io.checkoutsuite.test.MovableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A node freezes right before or right after a gateway call for longer than its lease. Another node takes over its work and the order is
 * bound; then the first node resumes. At whatever point it froze, the gateway finally holds what the order has, and nothing else.
 */
@PaymentServiceTest
class FrozenNodeTests {

    private static final String TENANT = "default";
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final PaymentSettings SETTINGS =
            PaymentSettingsFixture.with(Map.of("lease", "60s", "look-up-back-off", "1ms", "in-progress-timeout", "0s"));
    private static final Money TOTAL = Money.of("30.00", "GBP");
    private static final Money TEN = Money.of("10.00", "GBP");

    @Autowired
    Authorizations authorizations;

    @Autowired
    SavedPaymentCheck savedPaymentCheck;

    @Autowired
    SaveOrderedPaymentMethods saveOrderedPaymentMethods;

    @Autowired
    SimulatorGateway simulator;

    @Autowired
    SimulatorHolds holds;

    private final MovableClock clock = MovableClock.running();

    /** The work of the first node when it is stopped. */
    enum Work {
        AUTHORIZE,
        AUTHORIZE_WITHOUT_RESPONSES,
        AUTHORIZE_WITH_A_DECLINE,
        REVERSE,
        RECOVER,
        CAPTURE,
        REFUND,
        VOID,
        RELEASE,
        LOOK_UP_RESULT
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void at_the_end_the_gateway_holds_what_the_order_has(Work work) {
        int points = 0;
        while (isConsistentIfStoppedAt(points, work)) {
            points++;
        }

        assertThat(points).as("points at which the node was stopped").isGreaterThanOrEqualTo(2);
    }

    /** @return false if there is no such point: the work was finished without a stop */
    private boolean isConsistentIfStoppedAt(int point, Work work) {
        String request = newRequest();
        Node second = new Node(simulator);
        prepare(work, request, second);
        FreezingGateway freezing = new FreezingGateway(point, work == Work.AUTHORIZE_WITHOUT_RESPONSES, () -> {
            clock.advance(LEASE.plusSeconds(1));
            takeOver(work, request, second);
        });

        perform(work, request, new Node(freezing));
        for (int sweep = 0; sweep < 3; sweep++) {
            clock.advance(LEASE.plusSeconds(1));
            second.recover(request);
        }

        Authorization end = authorizations.of(TENANT, request).orElseThrow();
        String where = "%s stopped at %d: %s".formatted(work, point, end.state());
        BigDecimal held =
                holds.of(TENANT, request).stream().map(SimulatorHold::holding).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(held).as(where).isEqualByComparingTo(onRecord(end));
        assertThat(held).as(where).isEqualByComparingTo(due(work, end));
        assertThat(end.payments())
                .as(where)
                .allMatch(payment -> payment.pendingOperations().isEmpty());
        assertThat(freezing.callsAfterTheStop)
                .as(where + ": gateway calls after the node lost its lease")
                .isZero();
        return freezing.stopped;
    }

    private static BigDecimal onRecord(Authorization end) {
        return end.payments().stream()
                .map(payment -> payment.ledger().open().add(payment.ledger().refundable()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal due(Work work, Authorization end) {
        return switch (end.state()) {
            case BOUND, AUTHORIZED ->
                switch (work) {
                    case REFUND, VOID, RELEASE -> TOTAL.amount().subtract(TEN.amount());
                    case AUTHORIZE,
                            AUTHORIZE_WITHOUT_RESPONSES,
                            AUTHORIZE_WITH_A_DECLINE,
                            REVERSE,
                            RECOVER,
                            CAPTURE,
                            LOOK_UP_RESULT -> TOTAL.amount();
                };
            case REFUSED, UNAVAILABLE, REVERSED -> BigDecimal.ZERO;
            case RUNNING, AWAITING, REVERSING, REVERSAL_FAILED -> throw new AssertionError(end.id() + " is unfinished");
        };
    }

    private void prepare(Work work, String request, Node node) {
        switch (work) {
            case AUTHORIZE, AUTHORIZE_WITHOUT_RESPONSES, AUTHORIZE_WITH_A_DECLINE -> {}
            case REVERSE -> authorized(request, node);
            case RECOVER -> interrupted(request);
            case LOOK_UP_RESULT -> {
                assertThat(node.authorize(work, request)).isInstanceOf(AuthorizationOutcome.Awaiting.class);
                assertThat(holds.decide(TENANT, request + "-1", true)).isTrue();
            }
            case CAPTURE, RELEASE -> bound(request, node);
            case REFUND, VOID -> {
                bound(request, node);
                assertThat(node.perform(request, new PaymentOperation.Capture(TEN), "first"))
                        .isInstanceOf(OperationOutcome.Recorded.class);
                assertThat(node.perform(request, new PaymentOperation.Capture(TEN), "second"))
                        .isInstanceOf(OperationOutcome.Recorded.class);
            }
        }
    }

    private void authorized(String request, Node node) {
        assertThat(node.authorize(Work.AUTHORIZE, request)).isInstanceOf(AuthorizationOutcome.Authorized.class);
    }

    private void bound(String request, Node node) {
        authorized(request, node);
        node.bind(request);
    }

    /** Creates the authorization of a node that died after its first hold. */
    private void interrupted(String request) {
        Instant now = clock.instant();
        Running authorization = Running.begun(
                TENANT, request, purpose(request), intents(Work.RECOVER, request), new Lease("dead", now), now);
        assertThat(authorizations.begin(authorization)).isTrue();
        simulator.authorize(authorization
                .payments()
                .getFirst()
                .authorizationRequest(TENANT, request, GatewayAuthorizationRequest.Action.AUTHORIZE, "o-" + request));
    }

    private void perform(Work work, String request, Node node) {
        switch (work) {
            case AUTHORIZE, AUTHORIZE_WITHOUT_RESPONSES, AUTHORIZE_WITH_A_DECLINE -> node.authorize(work, request);
            case REVERSE -> node.reversePayments.reverse(TENANT, request);
            case RECOVER ->
                node.reversePayments.reverseInterrupted(
                        (Running) authorizations.of(TENANT, request).orElseThrow());
            case CAPTURE -> node.perform(request, new PaymentOperation.Capture(TEN), "k");
            case REFUND -> node.perform(request, new PaymentOperation.Refund(TEN), "k");
            case VOID -> node.perform(request, new PaymentOperation.VoidCapture(firstCapture(request)), "k");
            case RELEASE -> node.perform(request, new PaymentOperation.ReverseHold(TEN), "k");
            case LOOK_UP_RESULT ->
                node.authorizePayments.lookUpResult(
                        (Awaiting) authorizations.of(TENANT, request).orElseThrow());
        }
    }

    private String firstCapture(String request) {
        return authorizations.of(TENANT, request).orElseThrow().payments().getFirst().transactions().stream()
                .filter(transaction -> transaction.is(TransactionType.CAPTURE))
                .findFirst()
                .orElseThrow()
                .reference();
    }

    private void takeOver(Work work, String request, Node second) {
        switch (work) {
            case AUTHORIZE, AUTHORIZE_WITHOUT_RESPONSES, AUTHORIZE_WITH_A_DECLINE, RECOVER, LOOK_UP_RESULT ->
                order(work, request, second);
            case REVERSE -> second.recover(request);
            case CAPTURE, REFUND, VOID, RELEASE -> perform(work, request, second);
        }
    }

    /** Acts like a resumed checkout: repeats the request with its request id until there is an outcome, and then there is an order. */
    private void order(Work work, String request, Node second) {
        for (int attempt = 0; attempt < 4; attempt++) {
            switch (second.authorize(work, request)) {
                case AuthorizationOutcome.Authorized authorized -> {
                    second.bind(request);
                    return;
                }
                case AuthorizationOutcome.Refused refused -> {
                    second.recover(request);
                    return;
                }
                case AuthorizationOutcome.Closed closed -> {
                    second.recover(request);
                    return;
                }
                default -> {
                    second.recover(request);
                    clock.advance(LEASE.plusSeconds(1));
                }
            }
        }
        throw new AssertionError(request + " was not taken over");
    }

    private static PaymentPurpose purpose(String request) {
        return new PaymentPurpose("c-" + request, "o-" + request, null, TOTAL);
    }

    private static List<PaymentIntent> intents(Work work, String request) {
        String second = switch (work) {
            case AUTHORIZE_WITH_A_DECLINE -> "tok_decline_soft";
            case LOOK_UP_RESULT -> "tok_3ds";
            default -> "tok_approve";
        };
        return List.of(intent("a-" + request, "tok_approve", "20.00"), intent("b-" + request, second, "10.00"));
    }

    private static PaymentIntent intent(String id, String token, String amount) {
        return PaymentIntents.intent(
                id, SimulatorGateway.NAME, new Token(token), Money.of(amount, "GBP"), "CREDIT_CARD", null);
    }

    /** A separate payment service on the same database, with its own connection to the gateway. */
    private final class Node {

        private final AuthorizePayments authorizePayments;
        private final ReversePayments reversePayments;
        private final PaymentOperations paymentOperations;

        Node(PaymentGateway gateway) {
            Gateways gateways = new Gateways(List.of(gateway), unlimited -> unlimited);
            reversePayments = new ReversePayments(authorizations, gateways, SETTINGS, clock);
            authorizePayments = new AuthorizePayments(
                    authorizations, gateways, reversePayments, savedPaymentCheck, List.of(), SETTINGS, clock);
            paymentOperations = new PaymentOperations(authorizations, gateways, SETTINGS, clock);
        }

        AuthorizationOutcome authorize(Work work, String request) {
            return authorizePayments.authorize(TENANT, request, purpose(request), intents(work, request));
        }

        OperationOutcome perform(String request, PaymentOperation operation, String key) {
            return paymentOperations.perform(TENANT, "a-" + request, operation, key);
        }

        void bind(String request) {
            new BindPayments(authorizations, saveOrderedPaymentMethods)
                    .bind(TENANT, request, InboxEntryFixture.completionOf(request));
        }

        void recover(String request) {
            if (authorizations.of(TENANT, request).orElseThrow() instanceof Reversing reversing
                    && reversing.lease().isExpired(clock.instant())) {
                reversePayments.resume(reversing);
            }
            reversePayments.releaseOrphanedHolds(
                    (BegunAuthorization) authorizations.of(TENANT, request).orElseThrow());
            if (authorizations.of(TENANT, request).orElseThrow() instanceof Bound bound) {
                paymentOperations.finishOlderThan(bound, clock.instant().minus(LEASE));
            }
        }
    }

    /** The stopped node's connection to the gateway. An even point is right before a call, an odd one right after it. */
    private final class FreezingGateway implements PaymentGateway {

        private final int stopAt;
        private final boolean losesResponses;
        private final Runnable meanwhile;
        private int point;
        private boolean stopped;
        private int callsAfterTheStop;

        FreezingGateway(int stopAt, boolean losesResponses, Runnable meanwhile) {
            this.stopAt = stopAt;
            this.losesResponses = losesResponses;
            this.meanwhile = meanwhile;
        }

        private <T> T call(Supplier<T> call) {
            callsAfterTheStop += stopped ? 1 : 0;
            mayStop();
            T response = call.get();
            mayStop();
            if (losesResponses) {
                throw new GatewayTimeoutException(name());
            }
            return response;
        }

        private void mayStop() {
            if (point++ == stopAt) {
                stopped = true;
                meanwhile.run();
            }
        }

        @Override
        public String name() {
            return simulator.name();
        }

        @Override
        public GatewayCapabilities capabilities() {
            return simulator.capabilities();
        }

        @Override
        public Duration timeout() {
            return simulator.timeout();
        }

        @Override
        public boolean accepts(Token token) {
            return simulator.accepts(token);
        }

        @Override
        public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
            return call(() -> simulator.authorize(request));
        }

        @Override
        public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
            return call(() -> simulator.lookUp(reference));
        }

        @Override
        public GatewayReversalResponse reverse(GatewayReference reference) {
            return call(() -> simulator.reverse(reference));
        }

        @Override
        public GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount) {
            return call(() -> simulator.capture(reference, captureReference, amount));
        }

        @Override
        public GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount) {
            return call(() -> simulator.refund(reference, refundReference, amount));
        }

        @Override
        public GatewayOperationResponse voidCapture(
                GatewayReference reference, String captureReference, String voidReference, Money amount) {
            return call(() -> simulator.voidCapture(reference, captureReference, voidReference, amount));
        }

        @Override
        public GatewayOperationResponse reversePart(
                GatewayReference reference, String reversalReference, Money amount) {
            return call(() -> simulator.reversePart(reference, reversalReference, amount));
        }
    }
}
