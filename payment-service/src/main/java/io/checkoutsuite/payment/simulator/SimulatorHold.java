package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.NextAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The simulator's record of one reference.
 *
 * @param id merchant/reference
 * @param held what is held and neither captured nor released
 * @param credited what was paid out beyond what was captured
 * @param authorized how often money was held under it: 0 or 1, however many calls were made
 * @param authorizeCalls the number of calls to authorize it
 * @param confirmCalls the number of calls to confirm it instead
 * @param reversed how often it was reversed: 0 or 1, however many calls were made
 * @param operations captures, refunds, voids, releases and credits, each with its reference
 */
public record SimulatorHold(
        String id,
        String tenant,
        String requestId,
        String reference,
        @Nullable String orderNumber,
        State state,
        boolean sale,
        @Nullable DeclineType declineType,
        @Nullable String message,
        @Nullable String currency,
        BigDecimal amount,
        BigDecimal held,
        BigDecimal captured,
        BigDecimal refunded,
        BigDecimal credited,
        int authorized,
        int authorizeCalls,
        int confirmCalls,
        int reversed,
        int reverseCalls,
        List<Operation> operations,
        Instant at) {

    /** The state of a reference. */
    public enum State {
        HELD,
        /** The buyer has to confirm it on the simulator's page. */
        CHALLENGED,
        /** The result comes later. */
        PENDING,
        DECLINED,
        REVERSED,
        /** Closed before anything was held. */
        CANCELLED
    }

    /**
     * A movement of money after the authorization.
     *
     * @param refused whether it was refused and therefore stays refused
     */
    public record Operation(String reference, BigDecimal amount, boolean refused) {

        static Operation done(String reference, BigDecimal amount) {
            return new Operation(reference, amount, false);
        }

        static Operation refused(String reference, BigDecimal amount) {
            return new Operation(reference, amount, true);
        }

        boolean tookEffect() {
            return !refused;
        }
    }

    static SimulatorHold held(GatewayAuthorizationRequest request, Instant at) {
        GatewayReference reference = request.reference();
        Money amount = request.amount();
        boolean sale = request.sale();
        BigDecimal nothing = Money.zero(amount.currency()).amount();
        return new SimulatorHold(
                key(reference),
                reference.merchant(),
                reference.requestId(),
                reference.value(),
                request.orderNumber(),
                State.HELD,
                sale,
                null,
                null,
                amount.currency().getCurrencyCode(),
                amount.amount(),
                sale ? nothing : amount.amount(),
                sale ? amount.amount() : nothing,
                nothing,
                nothing,
                1,
                confirms(request) ? 0 : 1,
                confirms(request) ? 1 : 0,
                0,
                0,
                List.of(),
                at);
    }

    /** Nothing is held until {@link SimulatorHolds#decide}, which needs the amounts of a hold. */
    static SimulatorHold undecided(GatewayAuthorizationRequest request, State state, Instant at) {
        SimulatorHold held = held(request, at);
        BigDecimal nothing = Money.zero(request.amount().currency()).amount();
        return new SimulatorHold(
                held.id,
                held.tenant,
                held.requestId,
                held.reference,
                held.orderNumber,
                state,
                held.sale,
                null,
                null,
                held.currency,
                held.amount,
                nothing,
                nothing,
                nothing,
                nothing,
                0,
                held.authorizeCalls,
                held.confirmCalls,
                0,
                0,
                List.of(),
                at);
    }

    static SimulatorHold declined(GatewayAuthorizationRequest request, DeclineType type, String message, Instant at) {
        return nothingHeld(
                request.reference(),
                request.orderNumber(),
                State.DECLINED,
                type,
                message,
                confirms(request) ? 0 : 1,
                confirms(request) ? 1 : 0,
                0,
                at);
    }

    static SimulatorHold cancelled(GatewayReference reference, Instant at) {
        return nothingHeld(reference, null, State.CANCELLED, null, null, 0, 0, 1, at);
    }

    private static boolean confirms(GatewayAuthorizationRequest request) {
        return request.action() == GatewayAuthorizationRequest.Action.CONFIRM;
    }

    private static SimulatorHold nothingHeld(
            GatewayReference reference,
            @Nullable String orderNumber,
            State state,
            @Nullable DeclineType type,
            @Nullable String message,
            int authorizeCalls,
            int confirmCalls,
            int reverseCalls,
            Instant at) {
        return new SimulatorHold(
                key(reference),
                reference.merchant(),
                reference.requestId(),
                reference.value(),
                orderNumber,
                state,
                false,
                type,
                message,
                null,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                authorizeCalls,
                confirmCalls,
                0,
                reverseCalls,
                List.of(),
                at);
    }

    static String key(GatewayReference reference) {
        return key(reference.merchant(), reference.value());
    }

    static String key(String merchant, String reference) {
        return merchant + "/" + reference;
    }

    /** The buyer's money that the gateway or the merchant currently has. */
    public BigDecimal holding() {
        return switch (state) {
            case HELD -> held.add(captured).subtract(refunded);
            case REVERSED -> sale ? BigDecimal.ZERO : captured.subtract(refunded);
            case CHALLENGED, PENDING, DECLINED, CANCELLED -> BigDecimal.ZERO;
        };
    }

    /** Whether it waits for its buyer or its result. */
    public boolean isUndecided() {
        return state == State.CHALLENGED || state == State.PENDING;
    }

    Optional<Operation> operation(String operationReference) {
        return operations.stream()
                .filter(operation -> operation.reference().equals(operationReference))
                .findFirst();
    }

    /** @param challengePage the address of the simulator's pages for challenges */
    GatewayAuthorizationResponse response(String challengePage) {
        return switch (state) {
            case CHALLENGED ->
                new GatewayAuthorizationResponse.ActionRequired(
                        NextAction.redirect(challengePage + "/" + tenant + "/" + reference));
            case PENDING -> new GatewayAuthorizationResponse.ResultAwaited();
            case HELD -> new GatewayAuthorizationResponse.Approved(sale);
            case DECLINED ->
                new GatewayAuthorizationResponse.Declined(
                        declineType == null ? DeclineType.HARD : declineType, message == null ? "" : message);
            case REVERSED, CANCELLED -> new GatewayAuthorizationResponse.Closed();
        };
    }
}
