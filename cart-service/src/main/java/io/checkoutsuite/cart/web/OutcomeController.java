package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.CheckoutOutcomes;
import io.checkoutsuite.cart.checkout.CheckoutState;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells what became of a checkout, once or as it happens (feature row W8). */
@Slf4j
@RestController
@RequestMapping("/checkouts/{requestId}")
@RequiredArgsConstructor
class OutcomeController {

    private static final Duration LONGEST_STREAM = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final CartAccess access;
    private final CheckoutOutcomes outcomes;

    /**
     * An outcome.
     *
     * @param activity where a running checkout is, if this process runs it
     * @param applied by service, whether it has made its share final (or given it back)
     * @param retryAfterSeconds when to ask again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeView(
            String requestId,
            String state,
            @Nullable String activity,
            @Nullable String orderNumber,
            @Nullable FailureType failureType,
            @Nullable String failureMessage,
            @Nullable Map<String, Boolean> applied,
            @Nullable Integer retryAfterSeconds) {

        static OutcomeView of(CheckoutState state) {
            return switch (state) {
                case CheckoutState.Running running ->
                    new OutcomeView(running.requestId(), "RUNNING", running.activity(), null, null, null, null, 1);
                case CheckoutState.Completed done ->
                    new OutcomeView(
                            done.requestId(), "COMPLETED", null, done.orderNumber(), null, null, done.applied(), null);
                case CheckoutState.RolledBack back -> rolledBack(back, back.failure());
                case CheckoutState.OutcomeUnknown unknown ->
                    new OutcomeView(
                            unknown.requestId(),
                            "OUTCOME_UNKNOWN",
                            null,
                            null,
                            null,
                            null,
                            null,
                            unknown.askAgainInSeconds());
            };
        }

        private static OutcomeView rolledBack(CheckoutState.RolledBack back, @Nullable AttemptFailure failure) {
            return new OutcomeView(
                    back.requestId(),
                    "ROLLED_BACK",
                    failure == null ? null : failure.activity(),
                    null,
                    failure == null ? null : failure.type(),
                    failure == null ? null : failure.message(),
                    back.applied(),
                    null);
        }
    }

    @GetMapping
    OutcomeView outcome(Caller caller, @PathVariable String requestId) {
        Cart cart = cart(caller, requestId);
        return OutcomeView.of(outcomes.settled(cart, attempt(cart, requestId)));
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(Caller caller, @PathVariable String requestId) {
        attempt(cart(caller, requestId), requestId);
        SseEmitter events = new SseEmitter(LONGEST_STREAM.toMillis());
        Thread.startVirtualThread(() -> follow(caller, requestId, events));
        return events;
    }

    /** Sends every new state until nothing will change any more, or nobody listens. */
    private void follow(Caller caller, String requestId, SseEmitter events) {
        long end = System.nanoTime() + LONGEST_STREAM.toNanos();
        try {
            OutcomeView last = null;
            while (System.nanoTime() < end) {
                Cart cart = cart(caller, requestId);
                CheckoutState state = outcomes.of(cart, attempt(cart, requestId));
                OutcomeView now = OutcomeView.of(state);
                if (!now.equals(last)) {
                    events.send(SseEmitter.event().name(now.state()).data(now, MediaType.APPLICATION_JSON));
                    last = now;
                }
                if (state.isSettled()) {
                    break;
                }
                Thread.sleep(PAUSE);
            }
            events.complete();
        } catch (IOException nobodyListens) {
            log.debug("Nobody follows {} any more", requestId);
        } catch (InterruptedException | RuntimeException trouble) {
            events.completeWithError(trouble);
        }
    }

    private Cart cart(Caller caller, String requestId) {
        return access.own(caller, Cart.cartIdOf(requestId));
    }

    private static Attempt attempt(Cart cart, String requestId) {
        return cart.attempt(requestId).orElseThrow(() -> ProblemException.notFound("checkout"));
    }
}
