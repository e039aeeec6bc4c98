package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.CheckoutOutcomes;
import io.checkoutsuite.cart.checkout.CheckoutService;
import io.checkoutsuite.cart.checkout.CheckoutService.Submission;
import io.checkoutsuite.cart.checkout.Stage;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Versions;
import io.checkoutsuite.web.overload.Turn;
import io.checkoutsuite.web.problem.JsonBodies;
import io.checkoutsuite.web.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/** Submits carts. A repeated submit gets the first response, byte for byte (G7). */
@RestController
@RequestMapping("/carts/{cartId}/checkout")
@RequiredArgsConstructor
class CheckoutController {

    private static final String RETRY_SECONDS = "1";
    private static final String RETRY_UNAVAILABLE_SECONDS = "5";

    private final CartAccess access;
    private final CheckoutService checkouts;
    private final CheckoutOutcomes outcomes;
    private final JsonBodies bodies;
    private final JsonMapper json;

    @PostMapping
    ResponseEntity<byte[]> submit(
            Caller caller,
            @PathVariable String cartId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] body) {
        Cart cart = access.own(caller, cartId);
        CartRequests.Submit wanted = bodies.read(body, CartRequests.Submit.class);
        IdempotencyKey idempotency = IdempotencyKey.of(caller, "/carts/" + cartId + "/checkout", key, body);
        Prefer prefer = Prefer.of(headers.getOrEmpty(Prefer.HEADER));
        Optional<ResponseEntity<byte[]>> known = known(cart, idempotency, prefer);
        if (known.isPresent()) {
            return known.get();
        }
        if (!cart.status().isOpen()) {
            return notOpen(cart);
        }
        long seen = Versions.seen(ifMatch);
        if (seen != cart.version()) {
            throw Versions.stale(seen, cart.version());
        }
        if (checkouts.hasBeenTriedTooOften(cart)) {
            throw new ProblemException(
                    CartProblems.TOO_MANY_ATTEMPTS,
                    "The cart was submitted " + cart.attempts().size() + " times");
        }
        Submission submission = new Submission(
                idempotency.hash(),
                idempotency.bodyHash(),
                caller.subject() == null ? "guest" : caller.subject(),
                wanted.expectedTotal(),
                prefer.respondAsync() && prefer.waitFor() == null);
        long asked = System.nanoTime();
        Optional<ResponseEntity<byte[]>> answer = prefer.respondAsync()
                ? checkouts.begin(cart, submission).map(begun -> answerInTime(cart, begun, prefer, asked))
                : checkouts.submit(cart, submission).map(attempt -> answerOnceDecided(cart, attempt, prefer, asked));
        return answer.orElseGet(() -> overtaken(caller, cartId, idempotency, prefer, seen));
    }

    /** Another submit was faster: returns its response if it had the same key; otherwise there is nothing left to submit. */
    private ResponseEntity<byte[]> overtaken(
            Caller caller, String cartId, IdempotencyKey key, Prefer prefer, long seen) {
        Cart cart = access.own(caller, cartId);
        return known(cart, key, prefer).orElseGet(() -> {
            if (cart.status().isOpen()) {
                throw Versions.stale(seen, cart.version());
            }
            return notOpen(cart);
        });
    }

    private Optional<ResponseEntity<byte[]>> known(Cart cart, IdempotencyKey key, Prefer prefer) {
        return Optional.ofNullable(key.hash()).flatMap(cart::attemptWithKey).map(attempt -> {
            key.requireSameBody(attempt.bodyHash());
            return knownAnswer(cart, attempt, prefer);
        });
    }

    private ResponseEntity<byte[]> knownAnswer(Cart cart, Attempt attempt, Prefer prefer) {
        long asked = System.nanoTime();
        if (prefer.respondAsync() && prefer.waitFor() == null && attempt.isAsync()) {
            return accepted(attempt, true);
        }
        Attempt seen = Turn.givenUpWhile(() -> outcomes.awaitDecision(cart, attempt, prefer.patience()));
        if (seen.isDecided()) {
            return answer(cart, seen, prefer, asked, true);
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
        AttemptFailure failure = invalidStatus(cart);
        return ResponseEntity.status(failure.type().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .eTag(Versions.etag(cart.version()))
                .body(json.writeValueAsBytes(CheckoutResponse.failure(null, failure, CartView.of(cart))));
    }

    private static AttemptFailure invalidStatus(Cart cart) {
        return AttemptFailure.of(
                FailureType.INVALID_CART_STATUS, null, "The cart is " + cart.status() + " and cannot be submitted");
    }

    private static ProblemException inProgress(Attempt attempt) {
        return new ProblemException(CartProblems.IN_PROGRESS, "The checkout is running")
                .with("requestId", attempt.requestId())
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    /** Returns the response of a decided attempt. One that another process has taken over is still in progress. */
    private ResponseEntity<byte[]> answerOnceDecided(Cart cart, Attempt attempt, Prefer prefer, long asked) {
        if (!attempt.isDecided()) {
            throw inProgress(attempt);
        }
        return answer(cart, attempt, prefer, asked, false);
    }

    /** Returns the decision if it is made within the caller's timeout, otherwise the address of the outcome. */
    private ResponseEntity<byte[]> answerInTime(Cart cart, CheckoutService.Begun begun, Prefer prefer, long asked) {
        try {
            Attempt decided = begun.decided().get(prefer.patience().toNanos(), TimeUnit.NANOSECONDS);
            if (prefer.waitFor() != null && decided.isDecided()) {
                return answer(cart, decided, prefer, asked, false);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException noAnswerYet) {
            // The attempt is decided here or by recovery, and the caller can poll for its outcome.
        }
        return accepted(begun.attempt(), false);
    }

    /** The response to a submit before its decision. It depends on the attempt alone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Accepted(String requestId, String orderNumber, String state) {}

    private ResponseEntity<byte[]> accepted(Attempt attempt, boolean replayed) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted()
                .contentType(MediaType.APPLICATION_JSON)
                .location(URI.create("/checkouts/" + attempt.requestId()))
                .header(Prefer.APPLIED, Prefer.RESPOND_ASYNC);
        if (replayed) {
            answer.header(IdempotencyKey.REPLAYED, "true");
        }
        return answer.body(json.writeValueAsBytes(new Accepted(attempt.requestId(), attempt.orderNumber(), "RUNNING")));
    }

    /** Returns the response of a decided attempt, once the stage that the caller waits for is reached or the timeout expires. */
    private ResponseEntity<byte[]> answer(Cart cart, Attempt attempt, Prefer prefer, long asked, boolean replayed) {
        Answer answer = attempt.answer();
        if (answer == null) {
            throw new IllegalStateException(attempt.requestId() + " is decided and has no stored response");
        }
        HttpStatus status = HttpStatus.valueOf(answer.status());
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(status.isError() ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_UNAVAILABLE_SECONDS);
        }
        if (replayed) {
            headers.set(IdempotencyKey.REPLAYED, "true");
        } else {
            // Claim and decision each increase the version by one.
            headers.setETag(Versions.etag(cart.version() + 2));
        }
        if (prefer.waitFor() != null && isReached(cart, attempt, prefer, asked)) {
            headers.set(Prefer.APPLIED, prefer.waited());
        }
        return new ResponseEntity<>(answer.body(), headers, status);
    }

    private boolean isReached(Cart cart, Attempt attempt, Prefer prefer, long asked) {
        Duration left = prefer.patience().minusNanos(System.nanoTime() - asked);
        if (left.isNegative()) {
            return false;
        }
        return prefer.stage() == Stage.DECIDED
                || Turn.givenUpWhile(() -> outcomes.await(cart, attempt, prefer.stage(), left))
                        .reached();
    }

    /** The failures that a submit would have. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Validation(boolean ready, List<AttemptFailure> failures) {}

    /** Previews a submit, without side effects. */
    @PostMapping("/validations")
    Validation validate(
            Caller caller, @PathVariable String cartId, @RequestBody(required = false) byte @Nullable [] body) {
        Cart cart = access.own(caller, cartId);
        CartRequests.Submit wanted = bodies.read(body, CartRequests.Submit.class);
        List<AttemptFailure> failures =
                cart.status().isOpen() ? checkouts.check(cart, wanted.expectedTotal()) : List.of(invalidStatus(cart));
        return new Validation(failures.isEmpty(), failures);
    }
}
