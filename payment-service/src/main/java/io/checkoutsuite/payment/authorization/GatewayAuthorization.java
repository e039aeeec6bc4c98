package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
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
class GatewayAuthorization {

    private static final int MAX_CALLS = 2;

    private final PaymentSettings settings;

    /** The outcome of the gateway calls. */
    sealed interface Outcome {

        record Responded(GatewayAuthorizationResponse response) implements Outcome {}

        /** No call reached the gateway, so there is no effect. */
        record NeverReached() implements Outcome {}

        /** There may be a hold, now or later: the reference has to be closed at the gateway. */
        record Unknown() implements Outcome {}

        /** Another node has taken over. */
        record FenceLost() implements Outcome {}
    }

    private sealed interface LookUpResult {

        record Found(GatewayAuthorizationResponse response) implements LookUpResult {}

        record NotFound() implements LookUpResult {}

        record Unavailable() implements LookUpResult {}

        record FenceLost() implements LookUpResult {}
    }

    /**
     * @param resumed whether an earlier call with an unknown outcome may have reached the gateway
     * @param fence checked before each call
     */
    Outcome authorize(PaymentGateway gateway, GatewayAuthorizationRequest request, boolean resumed, Fence fence) {
        boolean mayHaveArrived = resumed;
        for (int attempt = 1; attempt <= MAX_CALLS; attempt++) {
            if (mayHaveArrived) {
                switch (lookUp(gateway, request, fence)) {
                    case LookUpResult.Found(GatewayAuthorizationResponse response) -> {
                        return new Outcome.Responded(response);
                    }
                    case LookUpResult.Unavailable() -> {
                        return new Outcome.Unknown();
                    }
                    case LookUpResult.FenceLost() -> {
                        return new Outcome.FenceLost();
                    }
                    case LookUpResult.NotFound() ->
                        log.info(
                                "{} does not know {}",
                                gateway.name(),
                                request.reference().value());
                }
            }
            if (!fence.covers(gateway.timeout())) {
                return new Outcome.FenceLost();
            }
            try {
                return new Outcome.Responded(
                        request.action() == GatewayAuthorizationRequest.Action.CONFIRM
                                ? gateway.confirm(request)
                                : gateway.authorize(request));
            } catch (GatewayUnreachableException unavailable) {
                return mayHaveArrived ? new Outcome.Unknown() : new Outcome.NeverReached();
            } catch (GatewayTimeoutException timeout) {
                log.info(
                        "{}: looking up the outcome of {}",
                        timeout.getMessage(),
                        request.reference().value());
                mayHaveArrived = true;
            }
        }
        return switch (lookUp(gateway, request, fence)) {
            case LookUpResult.Found(GatewayAuthorizationResponse response) -> new Outcome.Responded(response);
            case LookUpResult.NotFound(), LookUpResult.Unavailable() -> new Outcome.Unknown();
            case LookUpResult.FenceLost() -> new Outcome.FenceLost();
        };
    }

    /** Looks up a reference at the gateway; empty if the gateway does not know it or is unavailable. */
    Optional<GatewayAuthorizationResponse> find(
            PaymentGateway gateway, GatewayAuthorizationRequest request, Fence fence) {
        return lookUp(gateway, request, fence) instanceof LookUpResult.Found(GatewayAuthorizationResponse response)
                ? Optional.of(response)
                : Optional.empty();
    }

    private LookUpResult lookUp(PaymentGateway gateway, GatewayAuthorizationRequest request, Fence fence) {
        LookUpResult known = new LookUpResult.Unavailable();
        Duration backOff = settings.lookUpBackOff();
        for (int attempt = 1; attempt <= settings.lookUpAttempts(); attempt++) {
            if (!fence.covers(gateway.timeout())) {
                return new LookUpResult.FenceLost();
            }
            try {
                Optional<GatewayAuthorizationResponse> found = gateway.lookUp(request.reference());
                if (found.isPresent()) {
                    return new LookUpResult.Found(found.get());
                }
                known = new LookUpResult.NotFound();
            } catch (GatewayException unavailable) {
                known = new LookUpResult.Unavailable();
            }
            if (attempt < settings.lookUpAttempts()) {
                InterruptibleSleep.sleep(backOff);
                backOff = backOff.multipliedBy(2);
            }
        }
        return known;
    }
}
