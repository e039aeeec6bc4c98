package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.CheckoutService;
import io.checkoutsuite.cart.checkout.CheckoutService.Submission;
import io.checkoutsuite.cart.checkout.CheckoutSettings;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Versions;
import io.checkoutsuite.web.problem.JsonBodies;
import io.checkoutsuite.web.problem.ProblemException;
import java.util.List;
import java.util.Optional;
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

/** Submits carts. The same submit sent again gets the first answer, byte for byte (G7). */
@RestController
@RequestMapping("/carts/{cartId}/checkout")
@RequiredArgsConstructor
class CheckoutController {

    private static final String RETRY_SECONDS = "1";
    private static final String RETRY_UNAVAILABLE_SECONDS = "5";

    private final CartAccess access;
    private final CheckoutService checkouts;
    private final CheckoutSettings settings;
    private final JsonBodies bodies;
    private final JsonMapper json;

    @PostMapping
    ResponseEntity<byte[]> submit(
            Caller caller,
            @PathVariable String cartId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        CartRequests.Submit wanted = bodies.read(body, CartRequests.Submit.class);
        IdempotencyKey idempotency = IdempotencyKey.of(caller, "/carts/" + cartId + "/checkout", key, body);
        Cart cart = access.own(caller, cartId);
        Optional<ResponseEntity<byte[]>> known = known(cart, idempotency);
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
        if (cart.attempts().size() >= settings.mostAttempts()) {
            throw new ProblemException(
                    CartProblems.TOO_MANY_ATTEMPTS,
                    "The cart was tried " + cart.attempts().size() + " times");
        }
        Submission submission = new Submission(
                idempotency.hash(),
                idempotency.bodyHash(),
                caller.subject() == null ? "guest" : caller.subject(),
                wanted.expectedTotal());
        return checkouts
                .submit(cart, submission)
                .map(attempt -> answer(cart, attempt, answerOf(attempt), false))
                .orElseGet(() -> overtaken(caller, cartId, idempotency, seen));
    }

    /** Somebody else was faster: with the same key this is their answer, otherwise there is nothing to submit any more. */
    private ResponseEntity<byte[]> overtaken(Caller caller, String cartId, IdempotencyKey key, long seen) {
        Cart cart = access.own(caller, cartId);
        return known(cart, key).orElseGet(() -> {
            if (cart.status().isOpen()) {
                throw Versions.stale(seen, cart.version());
            }
            return notOpen(cart);
        });
    }

    private Optional<ResponseEntity<byte[]>> known(Cart cart, IdempotencyKey key) {
        return Optional.ofNullable(key.hash()).flatMap(cart::attemptWithKey).map(attempt -> {
            key.requireSameBody(attempt.bodyHash());
            if (!attempt.isDecided()) {
                throw inProgress(attempt);
            }
            return answer(cart, attempt, answerOf(attempt), true);
        });
    }

    private ResponseEntity<byte[]> notOpen(Cart cart) {
        if (cart.status() == CartStatus.SUBMISSION_IN_PROGRESS) {
            throw inProgress(cart.attempts().getLast());
        }
        AttemptFailure failure = AttemptFailure.of(
                FailureType.INVALID_CART_STATUS, null, "The cart is " + cart.status() + " and cannot be submitted");
        return ResponseEntity.status(failure.type().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .eTag(Versions.etag(cart.version()))
                .body(json.writeValueAsBytes(CheckoutResponse.failure(null, failure, CartView.of(cart))));
    }

    private static ProblemException inProgress(Attempt attempt) {
        return new ProblemException(CartProblems.IN_PROGRESS, "The checkout is running")
                .with("requestId", attempt.requestId())
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    private static Answer answerOf(Attempt attempt) {
        Answer answer = attempt.answer();
        if (answer == null) {
            throw new IllegalStateException(attempt.requestId() + " is decided and has no answer");
        }
        return answer;
    }

    private static ResponseEntity<byte[]> answer(Cart cart, Attempt attempt, Answer answer, boolean replayed) {
        HttpStatus status = HttpStatus.valueOf(answer.status());
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(status.isError() ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_UNAVAILABLE_SECONDS);
        }
        if (replayed) {
            headers.set(IdempotencyKey.REPLAYED, "true");
        } else {
            // Claim and decision are one version each.
            headers.setETag(Versions.etag(cart.version() + 2));
        }
        return new ResponseEntity<>(answer.body(), headers, status);
    }

    /** What stands in the way of a submit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Validation(boolean ready, List<AttemptFailure> failures) {}

    @PostMapping("/validations")
    Validation validate(Caller caller, @PathVariable String cartId) {
        List<AttemptFailure> failures = checkouts.check(access.own(caller, cartId));
        return new Validation(failures.isEmpty(), failures);
    }
}
