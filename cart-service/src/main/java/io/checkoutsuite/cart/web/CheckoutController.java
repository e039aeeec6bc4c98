package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.AwaitedPayment;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.NextAction;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.checkout.CheckoutOutcomes;
import io.checkoutsuite.cart.checkout.CheckoutService;
import io.checkoutsuite.cart.checkout.WaitStage;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.AcceptsGuestToken;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.apidocs.DocumentedResponse;
import io.checkoutsuite.web.http.EntityTags;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.checkoutsuite.web.overload.RequestPermit;
import io.checkoutsuite.web.problem.JsonBody;
import io.checkoutsuite.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Submits carts. A submit has an Idempotency-Key; repeated with it, it gets the first response, byte for byte (G7). */
@RestController
@RequestMapping("/carts/{cartId}/checkout")
@RequiredArgsConstructor
class CheckoutController {

    private static final String RETRY_SECONDS = "1";
    private static final String RETRY_UNAVAILABLE_SECONDS = "5";

    private final CartAccess access;
    private final CheckoutService checkouts;
    private final CheckoutOutcomes outcomes;
    private final JsonMapper json;

    @Operation(summary = "Submits a cart: checks, reserves, authorizes and decides")
    @PostMapping
    @AcceptsGuestToken
    @Parameter(
            in = ParameterIn.HEADER,
            name = Prefer.HEADER,
            description = "respond-async, or wait=<seconds>; stage=<decided, order-created or all-applied>",
            schema = @Schema(type = "string"))
    @DocumentedResponse(
            body = CheckoutResponse.SubmittedCheckout.class,
            headers = {HttpHeaders.ETAG, Prefer.APPLIED})
    @DocumentedResponse(
            status = HttpStatus.ACCEPTED,
            body = AcceptedCheckoutResponse.class,
            headers = {HttpHeaders.LOCATION, Prefer.APPLIED})
    @DocumentedProblems({"guest-token-required", "too-many-attempts", "cart-too-large"})
    @DocumentedProblems(value = "checkout-in-progress", headers = HttpHeaders.RETRY_AFTER)
    @DocumentedProblems(
            value = {
                "invalid-cart-status",
                "invalid-cart-item-config",
                "invalid-fulfillment",
                "invalid-cart-pricing",
                "stale-cart-pricing-higher",
                "stale-cart-pricing-lower",
                "invalid-payment-config",
                "failed-inventory-check",
                "invalid-offer-or-offer-code-usage",
                "failed-payment-transaction",
                "payment-requires-3ds-verification",
                "checkout-abandoned",
                "checkout-vetoed",
                "service-unavailable"
            },
            body = CheckoutResponse.FailedCheckout.class,
            headers = {HttpHeaders.ETAG, IdempotencyKey.REPLAYED})
    ResponseEntity<byte[]> submit(
            Caller caller,
            @PathVariable String cartId,
            IfMatch ifMatch,
            IdempotencyKey key,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable JsonBody<CartRequests.SubmitCartRequest> body) {
        Cart cart = access.own(caller, cartId);
        CartRequests.SubmitCartRequest request = read(body);
        IdempotentRequest idempotent = IdempotentRequest.of(caller, "/carts/" + cartId + "/checkout", key, body);
        Prefer prefer = Prefer.of(headers.getOrEmpty(Prefer.HEADER));
        Optional<ResponseEntity<byte[]>> stored = storedResponse(cart, idempotent, prefer);
        if (stored.isPresent()) {
            return stored.get();
        }
        if (!cart.status().isOpen()) {
            return notOpen(cart);
        }
        ifMatch.requireCurrent(cart.version());
        if (checkouts.hasTooManyAttempts(cart)) {
            throw new ProblemException(
                    CartProblems.TOO_MANY_ATTEMPTS,
                    "The cart was submitted " + cart.attempts().size() + " times");
        }
        Submission submission = new Submission(
                idempotent.keyHash(),
                idempotent.bodyHash(),
                caller.subject() == null ? "guest" : caller.subject(),
                request.expectedTotal(),
                prefer.respondAsync() && prefer.waitFor() == null);
        long startNanos = System.nanoTime();
        Optional<ResponseEntity<byte[]>> response = prefer.respondAsync()
                ? checkouts.begin(cart, submission).map(begun -> respondInTime(cart, begun, prefer, startNanos))
                : checkouts
                        .submit(cart, submission)
                        .map(attempt -> respondOnceDecided(cart, attempt, prefer, startNanos));
        return response.orElseGet(() -> overtaken(caller, cartId, idempotent, prefer, cart.version()));
    }

    /** A body is optional, because all its members are. */
    private static CartRequests.SubmitCartRequest read(@Nullable JsonBody<CartRequests.SubmitCartRequest> body) {
        return body == null ? new CartRequests.SubmitCartRequest(null) : body.read();
    }

    /** Another submit was faster: returns its response if it had the same key; otherwise there is nothing left to submit. */
    private ResponseEntity<byte[]> overtaken(
            Caller caller, String cartId, IdempotentRequest idempotent, Prefer prefer, long seen) {
        Cart cart = access.own(caller, cartId);
        return storedResponse(cart, idempotent, prefer).orElseGet(() -> {
            if (cart.status().isOpen()) {
                throw EntityTags.stale(seen, cart.version());
            }
            return notOpen(cart);
        });
    }

    private Optional<ResponseEntity<byte[]>> storedResponse(Cart cart, IdempotentRequest idempotent, Prefer prefer) {
        return cart.attemptWithKey(idempotent.keyHash()).map(attempt -> {
            idempotent.requireSameBody(attempt.claim().submission().bodyHash());
            return replayed(cart, attempt, prefer);
        });
    }

    private ResponseEntity<byte[]> replayed(Cart cart, Attempt attempt, Prefer prefer) {
        long startNanos = System.nanoTime();
        if (prefer.respondAsync()
                && prefer.waitFor() == null
                && attempt.claim().submission().async()) {
            return accepted(attempt, true);
        }
        Attempt seen = RequestPermit.releasedWhile(() -> outcomes.awaitDecision(cart, attempt, prefer.timeout()));
        if (seen instanceof Attempt.Decided decided) {
            return respond(cart, decided, prefer, startNanos, true);
        }
        if (seen instanceof Attempt.AwaitingPayment waiting) {
            return awaiting(waiting, true);
        }
        if (prefer.respondAsync()) {
            return accepted(seen, true);
        }
        throw inProgress(seen);
    }

    private ResponseEntity<byte[]> notOpen(Cart cart) {
        if (cart.status() == CartStatus.SUBMISSION_IN_PROGRESS) {
            throw inProgress(cart.attempts().getLast());
        }
        AttemptFailure failure = AttemptFailure.ofClosed(cart.status());
        return ResponseEntity.status(CartProblems.of(failure.type()).status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .eTag(EntityTags.of(cart.version()))
                .body(json.writeValueAsBytes(notSubmittable(cart, failure)));
    }

    private static CheckoutResponse notSubmittable(Cart cart, AttemptFailure failure) {
        return cart.completedAttempt()
                .<CheckoutResponse>map(submitted -> new CheckoutResponse.AlreadySubmitted(
                        submitted.requestId(), submitted.orderNumber(), failure, CartResponse.of(cart)))
                .orElseGet(() -> new CheckoutResponse.NotSubmittable(failure, CartResponse.of(cart)));
    }

    private static ProblemException inProgress(Attempt attempt) {
        return new ProblemException(CartProblems.IN_PROGRESS, "The checkout is running")
                .with("requestId", attempt.requestId())
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    /** Returns the response of a decided attempt. One that another process has taken over is still in progress. */
    private ResponseEntity<byte[]> respondOnceDecided(Cart cart, Attempt attempt, Prefer prefer, long startNanos) {
        return switch (attempt) {
            case Attempt.AwaitingPayment waiting -> awaiting(waiting, false);
            case Attempt.Undecided undecided -> throw inProgress(undecided);
            case Attempt.Decided decided -> respond(cart, decided, prefer, startNanos, false);
        };
    }

    /** Returns the decision if it is made within the caller's timeout, otherwise the address of the outcome. */
    private ResponseEntity<byte[]> respondInTime(
            Cart cart, CheckoutService.Begun begun, Prefer prefer, long startNanos) {
        try {
            Attempt attempt = begun.decided().get(prefer.timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (prefer.waitFor() != null && attempt instanceof Attempt.Decided decided) {
                return respond(cart, decided, prefer, startNanos, false);
            }
            if (prefer.waitFor() != null && attempt instanceof Attempt.AwaitingPayment waiting) {
                return awaiting(waiting, false);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException undecided) {
            // The attempt is decided here or by recovery, and the caller can poll for its outcome.
        }
        return accepted(begun.attempt(), false);
    }

    /**
     * The response to a submit before its decision. It depends on the attempt alone.
     *
     * @param state RUNNING, or what the attempt waits for
     * @param nextAction what the buyer has to do for a payment
     * @param awaitingPaymentResult true if the gateway needs time for a payment; otherwise absent
     * @param until when the attempt fails if the payment has no result
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AcceptedCheckoutResponse(
            String requestId,
            String orderNumber,
            String state,
            @Nullable NextAction nextAction,
            @Nullable Boolean awaitingPaymentResult,
            @Nullable Instant until) {

        static AcceptedCheckoutResponse running(Attempt attempt) {
            return new AcceptedCheckoutResponse(
                    attempt.requestId(), attempt.orderNumber(), "RUNNING", null, null, null);
        }

        static AcceptedCheckoutResponse awaiting(Attempt.AwaitingPayment waiting) {
            AwaitedPayment awaited = waiting.awaited();
            return new AcceptedCheckoutResponse(
                    waiting.requestId(),
                    waiting.orderNumber(),
                    awaited.cartStatus().name(),
                    awaited.nextAction(),
                    awaited.nextAction() == null ? true : null,
                    awaited.until());
        }
    }

    private ResponseEntity<byte[]> accepted(Attempt attempt, boolean replayed) {
        return accepted(
                AcceptedCheckoutResponse.running(attempt),
                builder -> builder.header(Prefer.APPLIED, Prefer.RESPOND_ASYNC),
                replayed);
    }

    /** The buyer has to act, or to wait. */
    private ResponseEntity<byte[]> awaiting(Attempt.AwaitingPayment waiting, boolean replayed) {
        return accepted(AcceptedCheckoutResponse.awaiting(waiting), builder -> builder, replayed);
    }

    private ResponseEntity<byte[]> accepted(
            AcceptedCheckoutResponse body, UnaryOperator<ResponseEntity.BodyBuilder> headers, boolean replayed) {
        ResponseEntity.BodyBuilder response = headers.apply(ResponseEntity.accepted()
                .contentType(MediaType.APPLICATION_JSON)
                .location(URI.create("/checkouts/" + body.requestId())));
        if (replayed) {
            response.header(IdempotencyKey.REPLAYED, "true");
        }
        return response.body(json.writeValueAsBytes(body));
    }

    /** Returns the response of a decided attempt, once the stage that the caller waits for is reached or the timeout expires. */
    private ResponseEntity<byte[]> respond(
            Cart cart, Attempt.Decided attempt, Prefer prefer, long startNanos, boolean replayed) {
        StoredResponse response = attempt.response();
        HttpStatus status = HttpStatus.valueOf(response.status());
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(status.isError() ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_UNAVAILABLE_SECONDS);
        }
        if (replayed) {
            headers.set(IdempotencyKey.REPLAYED, "true");
        }
        headers.setETag(EntityTags.of(response.version()));
        if (prefer.waitFor() != null && isReached(cart, attempt, prefer, startNanos)) {
            headers.set(Prefer.APPLIED, prefer.appliedWait());
        }
        return new ResponseEntity<>(response.body(), headers, status);
    }

    private boolean isReached(Cart cart, Attempt attempt, Prefer prefer, long startNanos) {
        Duration left = prefer.timeout().minusNanos(System.nanoTime() - startNanos);
        if (left.isNegative()) {
            return false;
        }
        return prefer.stage() == WaitStage.DECIDED
                || RequestPermit.releasedWhile(() -> outcomes.await(cart, attempt, prefer.stage(), left))
                        .reached();
    }

    /** The failures that a submit would have. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckoutValidationResponse(boolean ready, List<AttemptFailure> failures) {}

    /** Previews a submit, without side effects. */
    @Operation(summary = "Returns the failures that a submit would have, without side effects")
    @PostMapping("/validations")
    @AcceptsGuestToken
    @DocumentedProblems("guest-token-required")
    CheckoutValidationResponse validateCheckout(
            Caller caller,
            @PathVariable String cartId,
            @RequestBody(required = false) @Nullable JsonBody<CartRequests.SubmitCartRequest> body) {
        Cart cart = access.own(caller, cartId);
        CartRequests.SubmitCartRequest request = read(body);
        List<AttemptFailure> failures = checkouts.check(cart, request.expectedTotal());
        return new CheckoutValidationResponse(failures.isEmpty(), failures);
    }
}
