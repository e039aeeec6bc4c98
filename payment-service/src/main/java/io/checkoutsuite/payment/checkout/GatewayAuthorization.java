package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayException;
import io.checkoutsuite.payment.gateway.GatewayTimeoutException;
import io.checkoutsuite.payment.gateway.GatewayUnreachableException;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.lease.Fence;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** Authorizes one payment at its gateway. The outcome of a call without a response is looked up, never guessed (G5). */
@Slf4j
class GatewayAuthorization {

    private static final int MAX_CALLS = 2;

    private final RetryTemplate lookUps;

    GatewayAuthorization(PaymentSettings settings) {
        lookUps = new RetryTemplate(RetryPolicy.builder()
                .includes(GatewayException.class, ReferenceUnknownException.class)
                .maxRetries(settings.lookUpAttempts() - 1)
                .delay(settings.lookUpBackOff())
                .multiplier(2)
                .build());
    }

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

    /** A reference that the gateway does not know may be one that it does not know yet, so it is looked up again like after a failure. */
    private LookUpResult lookUp(PaymentGateway gateway, GatewayAuthorizationRequest request, Fence fence) {
        try {
            return lookUps.invoke(() -> {
                if (!fence.covers(gateway.timeout())) {
                    return new LookUpResult.FenceLost();
                }
                return new LookUpResult.Found(
                        gateway.lookUp(request.reference()).orElseThrow(ReferenceUnknownException::new));
            });
        } catch (ReferenceUnknownException notFound) {
            return new LookUpResult.NotFound();
        } catch (GatewayException unavailable) {
            return new LookUpResult.Unavailable();
        }
    }

    private static final class ReferenceUnknownException extends RuntimeException {}
}
