package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.CheckoutOutcomes;
import io.checkoutsuite.cart.checkout.CheckoutState;
import io.checkoutsuite.cart.checkout.ResumeCheckout;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.AcceptsGuestToken;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.overload.RequestPermit;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Returns the outcome of a checkout, once or as a stream. */
@RestController
@RequestMapping("/checkouts/{requestId}")
@RequiredArgsConstructor
class OutcomeController {

    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(10);

    private final CartAccess access;
    private final CheckoutOutcomes outcomes;
    private final ResumeCheckout resumption;
    private final OutcomeStreams streams;

    /** Waits with {@code Prefer: wait=…} until the stage is reached or the time is over; without it, up to the settle wait after a decision. */
    @Operation(summary = "Returns the outcome of a checkout attempt, once or as a stream of events")
    @GetMapping
    @AcceptsGuestToken
    @Parameter(
            in = ParameterIn.HEADER,
            name = Prefer.HEADER,
            description = "wait=<seconds>; stage=<decided, order-created or all-applied>",
            schema = @Schema(type = "string"))
    @DocumentedResponse(headers = Prefer.APPLIED)
    @DocumentedProblems("guest-token-required")
    ResponseEntity<CheckoutOutcomeResponse> readOutcome(
            Caller caller, @PathVariable String requestId, @RequestHeader HttpHeaders headers) {
        Prefer prefer = Prefer.of(headers.getOrEmpty(Prefer.HEADER));
        Cart cart = cart(caller, requestId);
        Attempt attempt = attempt(cart, requestId);
        if (prefer.waitFor() == null) {
            return ResponseEntity.ok(CheckoutOutcomeResponse.of(outcomes.settled(cart, attempt)));
        }
        CheckoutOutcomes.Awaited awaited =
                RequestPermit.releasedWhile(() -> outcomes.await(cart, attempt, prefer.stage(), prefer.timeout()));
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (awaited.reached()) {
            response.header(Prefer.APPLIED, prefer.appliedWait());
        }
        return response.body(CheckoutOutcomeResponse.of(awaited.state()));
    }

    /**
     * Called when the buyer has returned from a payment's page: asks the gateway for the result and continues the checkout. It may be called any
     * number of times, and the gateway's own notification may be first. Waits for the outcome, with {@code Prefer: wait=…} as long as that says.
     */
    @Operation(summary = "Continues a checkout that waits for a payment, once the buyer has returned")
    @PostMapping("/payment-results")
    @AcceptsGuestToken
    @Parameter(
            in = ParameterIn.HEADER,
            name = Prefer.HEADER,
            description = "wait=<seconds>",
            schema = @Schema(type = "string"))
    @DocumentedProblems("guest-token-required")
    CheckoutOutcomeResponse continueAfterPayment(
            Caller caller, @PathVariable String requestId, @RequestHeader HttpHeaders headers) {
        Prefer prefer = Prefer.of(headers.getOrEmpty(Prefer.HEADER));
        Cart cart = cart(caller, requestId);
        Attempt attempt = attempt(cart, requestId);
        resumption.resume(caller.tenant(), requestId);
        Duration timeout = prefer.waitFor() == null ? RESULT_TIMEOUT : prefer.waitFor();
        return CheckoutOutcomeResponse.of(
                RequestPermit.releasedWhile(() -> outcomes.awaitResult(cart, attempt, timeout)));
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @DocumentedResponse(body = CheckoutOutcomeResponse.class)
    SseEmitter followOutcome(Caller caller, CallerKey callerKey, @PathVariable String requestId) {
        attempt(cart(caller, requestId), requestId);
        return streams.open(callerKey, () -> {
            Cart cart = cart(caller, requestId);
            CheckoutState state = outcomes.of(cart, attempt(cart, requestId));
            CheckoutOutcomeResponse view = CheckoutOutcomeResponse.of(state);
            return new OutcomeStreams.Snapshot(view.state().name(), view, state.isSettled());
        });
    }

    private Cart cart(Caller caller, String requestId) {
        return access.own(caller, Cart.cartIdOf(requestId));
    }

    private static Attempt attempt(Cart cart, String requestId) {
        return cart.attempt(requestId).orElseThrow(() -> ProblemException.notFound("checkout"));
    }
}
