package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** A gateway for development, demonstrations and tests. The token determines how it behaves. */
@Component
@ConditionalOnSimulator
@RequiredArgsConstructor
public class SimulatorGateway implements PaymentGateway {

    public static final String NAME = "simulator";

    private final SimulatorHolds holds;
    private final SimulatorSettings settings;
    private final SimulatorWebhooks webhooks;
    private final Clock clock;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return new GatewayCapabilities(settings.priority(), EnumSet.allOf(Feature.class));
    }

    @Override
    public Duration timeout() {
        return Stream.of(settings.slowFor(), settings.timeout())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Its failures are chosen by the token of each buyer: one buyer's token must not limit the calls of all others. */
    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public boolean accepts(Token token) {
        return SimulatorToken.of(token).isPresent();
    }

    @Override
    public GatewayAuthorizationResponse authorize(GatewayAuthorizationRequest request) {
        return switch (SimulatorToken.of(request.token()).orElse(SimulatorToken.TOK_DECLINE_HARD)) {
            case TOK_APPROVE -> hold(request);
            case TOK_DECLINE_HARD -> decline(request, DeclineType.HARD, "The payment method was declined");
            case TOK_DECLINE_SOFT -> decline(request, DeclineType.SOFT, "The payment method was declined for now");
            case TOK_3DS_FIRST ->
                decline(request, DeclineType.AUTHENTICATION, "The issuer wants to authenticate the buyer first");
            case TOK_SLOW -> {
                sleep(settings.slowFor());
                yield hold(request);
            }
            case TOK_TIMEOUT_BEFORE -> throw timedOut();
            case TOK_TIMEOUT_AFTER -> {
                hold(request);
                throw timedOut();
            }
            case TOK_DOWN -> throw new GatewayUnreachableException(NAME);
            case TOK_3DS -> undecided(request, SimulatorHold.State.CHALLENGED);
            case TOK_PENDING -> undecided(request, SimulatorHold.State.PENDING);
        };
    }

    /** Each token has the same effect as in an authorization. */
    @Override
    public GatewayAuthorizationResponse confirm(GatewayAuthorizationRequest request) {
        return authorize(request);
    }

    private GatewayAuthorizationResponse hold(GatewayAuthorizationRequest request) {
        return response(holds.authorize(SimulatorHold.held(request, clock.instant())));
    }

    private GatewayAuthorizationResponse decline(
            GatewayAuthorizationRequest request, DeclineType type, String message) {
        return response(holds.authorize(SimulatorHold.declined(request, type, message, clock.instant())));
    }

    private GatewayAuthorizationResponse undecided(GatewayAuthorizationRequest request, SimulatorHold.State state) {
        return response(holds.authorize(SimulatorHold.undecided(request, state, clock.instant())));
    }

    private GatewayAuthorizationResponse response(SimulatorHold hold) {
        return hold.response(settings.challengePage());
    }

    private GatewayTimeoutException timedOut() {
        sleep(settings.timeout());
        return new GatewayTimeoutException(NAME);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new GatewayTimeoutException(NAME);
        }
    }

    @Override
    public Optional<GatewayAuthorizationResponse> lookUp(GatewayReference reference) {
        return holds.find(reference)
                .map(hold -> isDue(hold) && holds.decide(reference.merchant(), reference.value(), true)
                        ? holds.find(reference).orElseThrow()
                        : hold)
                .map(this::response);
    }

    /** A pending payment is approved by itself. */
    private boolean isDue(SimulatorHold hold) {
        return hold.state() == SimulatorHold.State.PENDING
                && !hold.at().plus(settings.pendingFor()).isAfter(clock.instant());
    }

    @Override
    public WebhookReceipt receive(Webhook webhook) {
        return webhooks.receive(webhook);
    }

    @Override
    public GatewayReversalResponse reverse(GatewayReference reference) {
        SimulatorHold closed = holds.reverse(SimulatorHold.cancelled(reference, clock.instant()));
        return switch (closed.state()) {
            case REVERSED ->
                new GatewayReversalResponse.Reversed(
                        new Money(
                                closed.sale()
                                        ? closed.amount()
                                        : closed.amount().subtract(closed.captured()),
                                Currency.getInstance(Objects.requireNonNull(closed.currency()))),
                        closed.sale());
            case CANCELLED, DECLINED, CHALLENGED, PENDING -> new GatewayReversalResponse.NothingHeld();
            case HELD -> new GatewayReversalResponse.Refused("The payment was already refunded");
        };
    }

    @Override
    public GatewayOperationResponse capture(GatewayReference reference, String captureReference, Money amount) {
        return holds.capture(reference, SimulatorHold.Operation.done(captureReference, amount.amount()))
                ? new GatewayOperationResponse.Done()
                : recordedResponse(reference, captureReference, amount);
    }

    @Override
    public GatewayOperationResponse refund(GatewayReference reference, String refundReference, Money amount) {
        SimulatorHold.Operation operation = SimulatorHold.Operation.done(refundReference, amount.amount());
        while (true) {
            Optional<SimulatorHold> known = holds.find(reference);
            if (known.isEmpty()
                    || known.get().operation(refundReference).isPresent()
                    || !isRefundable(known.get(), amount)) {
                return recordedResponse(reference, refundReference, amount);
            }
            if (holds.refund(reference, operation, known.get().refunded())) {
                return new GatewayOperationResponse.Done();
            }
        }
    }

    /** A void is a refund of the whole capture: the simulator settles nothing. */
    @Override
    public GatewayOperationResponse voidCapture(
            GatewayReference reference, String captureReference, String voidReference, Money amount) {
        return refund(reference, voidReference, amount);
    }

    @Override
    public GatewayOperationResponse reversePart(GatewayReference reference, String reversalReference, Money amount) {
        return holds.release(reference, SimulatorHold.Operation.done(reversalReference, amount.amount()))
                ? new GatewayOperationResponse.Done()
                : recordedResponse(reference, reversalReference, amount);
    }

    @Override
    public GatewayOperationResponse credit(GatewayReference reference, String creditReference, Money amount) {
        return holds.credit(reference, SimulatorHold.Operation.done(creditReference, amount.amount()))
                ? new GatewayOperationResponse.Done()
                : recordedResponse(reference, creditReference, amount);
    }

    private static boolean isRefundable(SimulatorHold hold, Money amount) {
        BigDecimal refundable = hold.captured().subtract(hold.refunded());
        return hold.state() == SimulatorHold.State.HELD && refundable.compareTo(amount.amount()) >= 0;
    }

    /** Returns the earlier response for this reference. A refusal is stored, so that the response never changes. */
    private GatewayOperationResponse recordedResponse(
            GatewayReference reference, String operationReference, Money amount) {
        holds.refuse(reference, SimulatorHold.Operation.refused(operationReference, amount.amount()));
        return holds.find(reference)
                        .flatMap(hold -> hold.operation(operationReference))
                        .filter(SimulatorHold.Operation::tookEffect)
                        .isPresent()
                ? new GatewayOperationResponse.Done()
                : new GatewayOperationResponse.Refused("The amount is not available");
    }
}
