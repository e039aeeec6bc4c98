package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.client.Parallel;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan over HTTP, as a front end would.
 *
 * <p>Every call has an idempotency key derived from the plan's key: executing the same plan again after a crash returns the stored
 * responses of the steps already done and continues from there.
 */
public final class Buyer {

    private static final Duration CHECKOUT_TIMEOUT = Duration.ofMinutes(3);
    private static final Set<String> RETRYABLE =
            Set.of("SERVICE_UNAVAILABLE", "CHECKOUT_ABANDONED", "temporarily-unavailable");

    private final CartSession session;
    private final CartPlan plan;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable String refusal;
    private boolean confirms = true;

    private Buyer(SuiteClient client, CartPlan plan) {
        this.session = new CartSession(client, plan);
        this.plan = plan;
    }

    /** Fills the cart, pays and submits. The buyer continues after a refused step, but not after a refused cart. */
    public static CartRecord buy(SuiteClient client, CartPlan plan) {
        Buyer buyer = new Buyer(client, plan);
        buyer.performAll();
        return buyer.record();
    }

    /**
     * Executes all steps of the plan and returns the session, for instance to submit its cart.
     *
     * @throws IllegalStateException if a step was refused
     */
    public static CartSession prepare(SuiteClient client, CartPlan plan) {
        Buyer buyer = new Buyer(client, plan);
        buyer.performAll();
        if (buyer.refusal != null) {
            throw new IllegalStateException("The cart was refused: " + buyer.refusal);
        }
        return buyer.session;
    }

    private void performAll() {
        ServiceResponse opened = session.open();
        if (opened.ok()) {
            plan.steps().stream().skip(1).forEach(this::perform);
        } else {
            refusal = opened.reason();
        }
    }

    private CartRecord record() {
        boolean bought = attempts.stream().anyMatch(Attempt::success);
        String amount =
                session.cart().path("totals").path("total").path("amount").asString("");
        return new CartRecord(
                plan.key(),
                session.cartId(),
                plan.customerId(),
                session.guestToken(),
                amount.isEmpty() ? null : amount,
                attempts,
                bought ? null : refusal,
                notes);
    }

    private void perform(Step step) {
        // A cart with refused goods is not what the buyer wanted, so it is not processed further.
        if (refusal != null && attempts.isEmpty()) {
            return;
        }
        switch (step) {
            case Step.Add(var items) ->
                noteRefusal(session.change("POST", "/lines", Map.of("lines", CartSession.lines(items))));
            case Step.ChangeFirstLine(long quantity) -> {
                String line = session.cart().path("lines").path(0).path("id").asString("");
                noteRefusal(session.change("PATCH", "/lines/" + line, Map.of("quantity", quantity)));
            }
            case Step.EnterCode(String code) -> {
                ServiceResponse response = session.change("PUT", "/codes/" + code, null);
                if (!response.ok()) {
                    notes.add("code " + code + " refused: " + response.reason());
                }
            }
            case Step.Pay(String token, var amount) -> pay(token, amount);
            case Step.RemovePayments() ->
                session.cart()
                        .path("payments")
                        .forEach(payment -> session.change(
                                "DELETE", "/payments/" + payment.path("id").asString(""), null));
            case Step.Submit(Step.Click click) -> submit(click);
            case Step.RefuseToConfirm() -> confirms = false;
        }
    }

    private void pay(String token, @Nullable Object amount) {
        if (isZero(session.cart().path("openAmount").path("amount").asString(""))) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("gateway", "simulator");
        body.put("token", token);
        if (amount != null) {
            body.put("amount", amount);
        }
        noteRefusal(session.change("POST", "/payments", body));
    }

    private static boolean isZero(String amount) {
        return !amount.isEmpty() && new BigDecimal(amount).signum() == 0;
    }

    private void noteRefusal(ServiceResponse response) {
        if (!response.ok()) {
            refusal = response.reason();
        }
    }

    private void submit(Step.Click click) {
        String key = plan.key() + "-submit-" + attempts.size();
        switch (click) {
            case ONCE -> attempts.add(attempt(key));
            case TWICE_AT_ONCE -> addRepeated(Parallel.map(List.of(1, 2), 2, i -> attempt(key)));
            case AGAIN -> addRepeated(List.of(attempt(key), attempt(key)));
        }
        Attempt last = attempts.getLast();
        for (int again = 1; again <= plan.maxRetries() && isRetryable(last); again++) {
            Pause.of(Duration.ofMillis(500));
            last = attempt(key + "-" + again);
            attempts.add(last);
        }
        refusal = last.success() ? null : last.failure();
    }

    private static boolean isRetryable(Attempt attempt) {
        return attempt.failure() != null && RETRYABLE.contains(attempt.failure());
    }

    private void addRepeated(List<Attempt> results) {
        attempts.add(results.getFirst());
        for (Attempt other : results.subList(1, results.size())) {
            if (!String.valueOf(other.requestId())
                    .equals(String.valueOf(results.getFirst().requestId()))) {
                attempts.add(other);
                notes.add("the same submit got two outcomes");
            }
        }
    }

    private Attempt attempt(String key) {
        long clicked = System.nanoTime();
        long deadline = clicked + CHECKOUT_TIMEOUT.toNanos();
        while (true) {
            ServiceResponse response = session.submit(key);
            if ((isInFlight(response) || isOverloaded(response)) && System.nanoTime() < deadline) {
                Pause.of(response.retryAfter());
                continue;
            }
            if (response.status() == 202) {
                session.answerChallenge(response, confirms);
                response = awaitOutcome(response, deadline);
            }
            return attempt(response, (System.nanoTime() - clicked) / 1_000_000);
        }
    }

    /** The submit with this key is still in progress; a shortage is a 409 as well, but final. */
    private static boolean isInFlight(ServiceResponse response) {
        return response.status() == 409
                && response.header("Retry-After").isPresent()
                && response.text("failureType").isEmpty();
    }

    /** Nothing was started, so the same submit can be sent again. */
    private static boolean isOverloaded(ServiceResponse response) {
        return (response.status() == 429 || response.status() == 503)
                && response.text("failureType").isEmpty();
    }

    private ServiceResponse awaitOutcome(ServiceResponse accepted, long deadline) {
        String requestId = accepted.text("requestId");
        ServiceResponse latest = accepted;
        while (System.nanoTime() < deadline) {
            latest = session.outcome(requestId);
            String state = latest.text("state");
            if (state.equals("COMPLETED") || state.equals("ROLLED_BACK")) {
                return latest;
            }
            Pause.of(latest.retryAfter());
        }
        return latest;
    }

    private Attempt attempt(ServiceResponse response, long millis) {
        session.rememberSubmitted(response);
        return Attempt.fromResponse(response, millis);
    }
}
