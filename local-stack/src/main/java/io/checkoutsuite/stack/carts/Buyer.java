package io.checkoutsuite.stack.carts;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.InParallel;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Does what a plan says, over HTTP as a front end would.
 *
 * <p>Every call carries a key derived from the plan's: doing the same plan again after a crash finds what was done already and
 * goes on from there.
 */
public final class Buyer {

    private static final Duration LONGEST_CHECKOUT = Duration.ofMinutes(3);
    private static final Set<String> WORTH_ANOTHER_TRY =
            Set.of("SERVICE_UNAVAILABLE", "CHECKOUT_ABANDONED", "unavailable");

    private final SuiteClient client;
    private final CartPlan plan;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable String cartId;
    private @Nullable String guestToken;
    private @Nullable String refusal;
    private JsonNode cart = SuiteClient.JSON.createObjectNode();
    private String etag = "";
    private int calls;

    private Buyer(SuiteClient client, CartPlan plan) {
        this.client = client;
        this.plan = plan;
    }

    /** Fills, pays and submits; a refused step does not keep the buyer from the next one, but a refused cart does. */
    public static CartRecord buy(SuiteClient client, CartPlan plan) {
        Buyer buyer = new Buyer(client, plan);
        if (buyer.opened()) {
            plan.steps().stream().skip(1).forEach(buyer::take);
        }
        return buyer.record();
    }

    private CartRecord record() {
        boolean bought = attempts.stream().anyMatch(Attempt::success);
        String amount = cart.path("totals").path("total").path("amount").asString("");
        return new CartRecord(
                plan.key(),
                cartId,
                plan.customerId(),
                guestToken,
                amount.isEmpty() ? null : amount,
                attempts,
                bought ? null : refusal,
                notes);
    }

    /** The first step is part of making the cart. */
    private boolean opened() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("currency", "GBP");
        body.put("contact", Map.of("email", plan.email(), "name", plan.name()));
        body.put("shippingAddress", address());
        if (plan.steps().getFirst() instanceof Step.Add(var items)) {
            body.put("lines", lines(items));
        }
        Answer answer = client.call(Service.CART, "POST", "/carts", body, who(), keyed("open"));
        if (!answer.ok()) {
            refusal = reason(answer);
            return false;
        }
        cartId = answer.text("id");
        guestToken = answer.header("Guest-Token").orElse(null);
        remember(answer);
        return true;
    }

    private Map<String, String> address() {
        return Map.of(
                "name", plan.name(),
                "line1", "1 High Street",
                "city", "Market Town",
                "postalCode", "AB1 2CD",
                "country", plan.country());
    }

    private static List<Map<String, Object>> lines(List<Step.Item> items) {
        return items.stream()
                .map(item -> Map.<String, Object>of("sku", item.sku(), "quantity", item.quantity()))
                .toList();
    }

    private void take(Step step) {
        // A cart whose goods were refused is not what the buyer wanted: it is left alone.
        if (refusal != null && attempts.isEmpty()) {
            return;
        }
        switch (step) {
            case Step.Add(var items) -> refusedUnlessOk(change("POST", "/lines", Map.of("lines", lines(items))));
            case Step.ChangeFirstLine(long quantity) -> {
                String line = cart.path("lines").path(0).path("id").asString("");
                refusedUnlessOk(change("PATCH", "/lines/" + line, Map.of("quantity", quantity)));
            }
            case Step.EnterCode(String code) -> {
                Answer answer = change("PUT", "/codes/" + code, null);
                if (!answer.ok()) {
                    notes.add("code " + code + " refused: " + reason(answer));
                }
            }
            case Step.Pay(String token, var amount) -> pay(token, amount);
            case Step.TakeBackPayments() ->
                cart.path("payments")
                        .forEach(payment -> change(
                                "DELETE", "/payments/" + payment.path("id").asString(""), null));
            case Step.Submit(Step.Click click) -> submit(click);
        }
    }

    private void pay(String token, @Nullable Object amount) {
        if (isZero(cart.path("openAmount").path("amount").asString(""))) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("gateway", "simulator");
        body.put("token", token);
        if (amount != null) {
            body.put("amount", amount);
        }
        refusedUnlessOk(change("POST", "/payments", body));
    }

    private static boolean isZero(String amount) {
        return !amount.isEmpty() && new java.math.BigDecimal(amount).signum() == 0;
    }

    private void refusedUnlessOk(Answer answer) {
        if (!answer.ok()) {
            refusal = reason(answer);
        }
    }

    /** A version that moved on meanwhile (prices, a repeated call) is taken over: nobody else changes this cart. */
    private Answer change(String method, String path, @Nullable Object body) {
        Map<String, String> headers = keyed("step");
        Answer answer = changeOnce(method, path, body, headers);
        for (int i = 0; i < 3 && answer.status() == 412; i++) {
            etag = answer.header("ETag").orElse(etag);
            answer = changeOnce(method, path, body, headers);
        }
        if (answer.ok()) {
            remember(answer);
        }
        return answer;
    }

    private Answer changeOnce(String method, String path, @Nullable Object body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("If-Match", etag);
        return client.call(Service.CART, method, "/carts/" + cartId + path, body, who(), all);
    }

    private void submit(Step.Click click) {
        String key = plan.key() + "-submit-" + attempts.size();
        switch (click) {
            case ONCE -> attempts.add(attempt(key));
            case TWICE_AT_ONCE -> same(InParallel.map(List.of(1, 2), 2, i -> attempt(key)));
            case AGAIN -> same(List.of(attempt(key), attempt(key)));
        }
        Attempt last = attempts.getLast();
        for (int again = 1; again <= plan.patience() && isWorthAnotherTry(last); again++) {
            Pause.of(Duration.ofMillis(500));
            last = attempt(key + "-" + again);
            attempts.add(last);
        }
        refusal = last.success() ? null : last.failure();
    }

    private static boolean isWorthAnotherTry(Attempt attempt) {
        return attempt.failure() != null && WORTH_ANOTHER_TRY.contains(attempt.failure());
    }

    private void same(List<Attempt> answers) {
        attempts.add(answers.getFirst());
        for (Attempt other : answers.subList(1, answers.size())) {
            if (!String.valueOf(other.requestId())
                    .equals(String.valueOf(answers.getFirst().requestId()))) {
                attempts.add(other);
                notes.add("the same submit got two outcomes");
            }
        }
    }

    private Attempt attempt(String key) {
        long clicked = System.nanoTime();
        long until = clicked + LONGEST_CHECKOUT.toNanos();
        while (true) {
            Answer answer = checkout(key);
            if ((isInFlight(answer) || isOverloaded(answer)) && System.nanoTime() < until) {
                Pause.of(answer.retryAfter());
                continue;
            }
            if (answer.status() == 202) {
                answer = decided(answer, until);
            }
            return attempt(answer, (System.nanoTime() - clicked) / 1_000_000);
        }
    }

    private Answer checkout(String key) {
        String version;
        synchronized (this) {
            version = etag;
        }
        Answer answer = client.call(
                Service.CART,
                "POST",
                "/carts/" + cartId + "/checkout",
                Map.of(),
                who(),
                Map.of("Idempotency-Key", key, "If-Match", version));
        if (answer.status() == 412) {
            synchronized (this) {
                etag = answer.header("ETag").orElse(etag);
            }
            return client.call(
                    Service.CART,
                    "POST",
                    "/carts/" + cartId + "/checkout",
                    Map.of(),
                    who(),
                    Map.of("Idempotency-Key", key, "If-Match", etag));
        }
        return answer;
    }

    /** The same key is still at work; a shortage is a 409 too, but a decided one. */
    private static boolean isInFlight(Answer answer) {
        return answer.status() == 409
                && answer.header("Retry-After").isPresent()
                && answer.text("failureType").isEmpty();
    }

    /** Nothing was begun; the same submit may come again. */
    private static boolean isOverloaded(Answer answer) {
        return (answer.status() == 429 || answer.status() == 503)
                && answer.text("failureType").isEmpty();
    }

    private Answer decided(Answer accepted, long until) {
        String requestId = accepted.text("requestId");
        Answer asked = accepted;
        while (System.nanoTime() < until) {
            asked = client.get(Service.CART, "/checkouts/" + requestId, who());
            String state = asked.text("state");
            if (state.equals("COMPLETED") || state.equals("ROLLED_BACK")) {
                return asked;
            }
            Pause.of(asked.retryAfter());
        }
        return asked;
    }

    private synchronized Attempt attempt(Answer answer, long millis) {
        JsonNode answered = answer.body().path("cart");
        if (answered.isObject()) {
            cart = answered;
        }
        etag = version(answer, answered);
        boolean success = answer.ok()
                && (answer.body().path("success").asBoolean(false)
                        || answer.text("state").equals("COMPLETED"));
        String requestId = answer.text("requestId");
        return new Attempt(
                requestId.isEmpty() ? null : requestId,
                success,
                success ? answer.text("orderNumber") : null,
                success ? null : reason(answer),
                answer.status(),
                millis,
                null);
    }

    private void remember(Answer answer) {
        cart = answer.body();
        etag = version(answer, cart);
    }

    /** Repeated answers have no ETag, only the version in their body. */
    private String version(Answer answer, JsonNode answered) {
        String known = answered.path("version").asString("");
        return answer.header("ETag").orElse(known.isEmpty() ? etag : "\"" + known + "\"");
    }

    private Map<String, String> keyed(String word) {
        return Map.of("Idempotency-Key", plan.key() + "-" + word + "-" + calls++);
    }

    private Credentials who() {
        if (plan.customerId() != null) {
            return client.customer(plan.customerId());
        }
        return guestToken == null ? Credentials.NONE : Credentials.guest(guestToken);
    }

    /** The most telling word of a refusal. */
    private static String reason(Answer answer) {
        for (String word : List.of(answer.text("failureType"), answer.firstErrorCode(), answer.problem())) {
            if (!word.isEmpty()) {
                return word;
            }
        }
        return "status " + answer.status();
    }
}
