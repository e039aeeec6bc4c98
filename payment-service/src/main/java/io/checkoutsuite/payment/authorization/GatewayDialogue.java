package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.gateway.AuthorizationAnswer;
import io.checkoutsuite.payment.gateway.AuthorizationOrder;
import io.checkoutsuite.payment.gateway.GatewayTimeout;
import io.checkoutsuite.payment.gateway.GatewayTrouble;
import io.checkoutsuite.payment.gateway.GatewayUnreachable;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import java.time.Duration;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Authorizes one payment at its gateway. The outcome of a call without a response is looked up, never guessed (G5). */
@Slf4j
@Component
@RequiredArgsConstructor
class GatewayDialogue {

    private static final int SENDINGS = 2;

    private final PaymentSettings settings;

    /** The outcome of the gateway calls. */
    sealed interface Verdict {

        record Answered(AuthorizationAnswer answer) implements Verdict {}

        /** No call reached the gateway, so there is no effect. */
        record NeverReached() implements Verdict {}

        /** There may be a hold, now or later: the reference has to be closed at the gateway. */
        record Unknown() implements Verdict {}

        /** Another node has taken over. */
        record FenceLost() implements Verdict {}
    }

    private sealed interface LookUp {

        record Found(AuthorizationAnswer answer) implements LookUp {}

        record UnheardOf() implements LookUp {}

        record NoAnswer() implements LookUp {}

        record FenceLost() implements LookUp {}
    }

    /**
     * @param resumed whether an earlier call with an unknown outcome may have reached the gateway
     * @param fence checked before each call
     */
    Verdict authorize(PaymentGateway gateway, AuthorizationOrder order, boolean resumed, Fence fence) {
        boolean mayHaveArrived = resumed;
        for (int sending = 1; sending <= SENDINGS; sending++) {
            if (mayHaveArrived) {
                switch (lookUp(gateway, order, fence)) {
                    case LookUp.Found(AuthorizationAnswer answer) -> {
                        return new Verdict.Answered(answer);
                    }
                    case LookUp.NoAnswer() -> {
                        return new Verdict.Unknown();
                    }
                    case LookUp.FenceLost() -> {
                        return new Verdict.FenceLost();
                    }
                    case LookUp.UnheardOf() ->
                        log.info(
                                "{} does not know {}",
                                gateway.name(),
                                order.reference().value());
                }
            }
            if (!fence.covers(gateway.timeout())) {
                return new Verdict.FenceLost();
            }
            try {
                return new Verdict.Answered(
                        order.way() == AuthorizationOrder.Way.CONFIRM
                                ? gateway.confirm(order)
                                : gateway.authorize(order));
            } catch (GatewayUnreachable away) {
                return mayHaveArrived ? new Verdict.Unknown() : new Verdict.NeverReached();
            } catch (GatewayTimeout unanswered) {
                log.info(
                        "{}: looking up the outcome of {}",
                        unanswered.getMessage(),
                        order.reference().value());
                mayHaveArrived = true;
            }
        }
        return switch (lookUp(gateway, order, fence)) {
            case LookUp.Found(AuthorizationAnswer answer) -> new Verdict.Answered(answer);
            case LookUp.UnheardOf(), LookUp.NoAnswer() -> new Verdict.Unknown();
            case LookUp.FenceLost() -> new Verdict.FenceLost();
        };
    }

    /** Looks up a reference at the gateway; empty if the gateway does not know it or is unavailable. */
    Optional<AuthorizationAnswer> known(PaymentGateway gateway, AuthorizationOrder order, Fence fence) {
        return lookUp(gateway, order, fence) instanceof LookUp.Found(AuthorizationAnswer answer)
                ? Optional.of(answer)
                : Optional.empty();
    }

    private LookUp lookUp(PaymentGateway gateway, AuthorizationOrder order, Fence fence) {
        LookUp known = new LookUp.NoAnswer();
        Duration pause = settings.lookUpPause();
        for (int asked = 1; asked <= settings.lookUps(); asked++) {
            if (!fence.covers(gateway.timeout())) {
                return new LookUp.FenceLost();
            }
            try {
                Optional<AuthorizationAnswer> found = gateway.lookUp(order.reference());
                if (found.isPresent()) {
                    return new LookUp.Found(found.get());
                }
                known = new LookUp.UnheardOf();
            } catch (GatewayTrouble away) {
                known = new LookUp.NoAnswer();
            }
            if (asked < settings.lookUps()) {
                Pauses.pause(pause);
                pause = pause.multipliedBy(2);
            }
        }
        return known;
    }
}
