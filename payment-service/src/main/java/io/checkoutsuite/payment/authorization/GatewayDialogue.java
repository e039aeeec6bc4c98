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

/** Gets one authorization's outcome out of a gateway: an unanswered call is resolved by asking, never by guessing (G5). */
@Slf4j
@Component
@RequiredArgsConstructor
class GatewayDialogue {

    private static final int SENDINGS = 2;

    private final PaymentSettings settings;

    /** What is known after the dialogue. */
    sealed interface Verdict {

        record Answered(AuthorizationAnswer answer) implements Verdict {}

        /** No call arrived: certainly no effect. */
        record NeverReached() implements Verdict {}

        /** There may be a hold, now or later: the reference has to be closed at the gateway. */
        record Unknown() implements Verdict {}

        /** Somebody else is at it now. */
        record FenceLost() implements Verdict {}
    }

    private sealed interface LookUp {

        record Found(AuthorizationAnswer answer) implements LookUp {}

        record UnheardOf() implements LookUp {}

        record NoAnswer() implements LookUp {}

        record FenceLost() implements LookUp {}
    }

    /**
     * @param resumed whether an earlier call, of which nothing is known, may have asked already
     * @param fence asked before each call
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
                                "{} has not heard of {}",
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
                        "{}: asking what became of {}",
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

    /** What the gateway knows of a reference; empty if it does not know it or does not say. */
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
