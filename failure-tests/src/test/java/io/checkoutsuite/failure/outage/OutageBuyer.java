package io.checkoutsuite.failure.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.Buyer;
import io.checkoutsuite.stack.carts.CartPlan;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.carts.CartSession;
import io.checkoutsuite.stack.carts.Step;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A buyer with a filled cart who keeps retrying and records the outcome of each attempt. */
final class OutageBuyer {

    private final CartPlan plan;
    private final CartSession session;
    private final Map<String, Attempt> decided = new LinkedHashMap<>();
    private ServiceResponse last;

    private OutageBuyer(CartPlan plan, CartSession session) {
        this.plan = plan;
        this.session = session;
    }

    static OutageBuyer with(SuiteClient client, Step... steps) {
        CartPlan plan = plan(List.of(steps));
        return new OutageBuyer(plan, Buyer.prepare(client, plan));
    }

    static CartPlan plan(List<Step> steps) {
        String key = "outage-of-something-" + UUID.randomUUID();
        return new CartPlan(key, null, "ann.archer@example.org", "Ann Archer", "GB", steps, 0);
    }

    /** Submits the cart; a repeated name is the same submit, under the same idempotency key. */
    ServiceResponse submits(String name) {
        ServiceResponse response = session.submit(plan.key() + "-" + name);
        synchronized (decided) {
            last = response;
            if (response.ok() || !response.text("failureType").isEmpty()) {
                decided.put(response.text("requestId"), Attempt.fromResponse(response, 0));
            }
        }
        return response;
    }

    CompletableFuture<ServiceResponse> submitsMeanwhile(String name) {
        return CompletableFuture.supplyAsync(() -> submits(name), Thread::startVirtualThread);
    }

    OutageBuyer addsOne(String sku) {
        assertThat(session.change("POST", "/lines", Map.of("lines", List.of(Map.of("sku", sku, "quantity", 1)))))
                .matches(ServiceResponse::ok);
        return this;
    }

    OutageBuyer paysOtherwise() {
        session.cart()
                .path("payments")
                .forEach(payment -> assertThat(session.change(
                                "DELETE", "/payments/" + payment.path("id").asString(""), null))
                        .matches(ServiceResponse::ok));
        assertThat(session.change("POST", "/payments", Map.of("gateway", "simulator", "token", "tok_approve")))
                .matches(ServiceResponse::ok);
        return this;
    }

    /** Returns the request id of the given attempt, counted from 1. */
    String requestId(int attempt) {
        return session.cartId() + "-" + attempt;
    }

    ServiceResponse outcome(int attempt) {
        return session.outcome(requestId(attempt));
    }

    Credentials owner() {
        return session.owner();
    }

    CartRecord record() {
        synchronized (decided) {
            boolean bought = decided.values().stream().anyMatch(Attempt::success);
            return new CartRecord(
                    plan.key(),
                    session.cartId(),
                    null,
                    session.guestToken(),
                    null,
                    List.copyOf(decided.values()),
                    bought || last == null ? null : last.reason(),
                    List.of());
        }
    }
}
