package io.checkoutsuite.acceptance.crash;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.checks.CartFacts;
import io.checkoutsuite.stack.checks.GuaranteeChecks;
import io.checkoutsuite.stack.checks.Inquiry;
import io.checkoutsuite.stack.checks.StockBooks;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.stack.client.Unreachable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Checks from outside that a checkout is settled. */
@RequiredArgsConstructor
final class Inspection {

    private final SuiteClient client;
    private final CrashBuyer buyer;
    private final Answer answer;
    private final boolean soldShort;

    /** Returns one sentence for each violated guarantee. */
    List<String> offenders() {
        try {
            List<String> offenders = new ArrayList<>();
            offenders.addAll(ofTheGuarantees());
            offenders.addAll(ofTheCart());
            offenders.addAll(deadLetters());
            if (soldShort) {
                offenders.addAll(ofTheOrder());
            }
            return offenders;
        } catch (Unreachable | IllegalStateException unanswered) {
            return List.of("It cannot be seen: " + unanswered.getMessage());
        }
    }

    private List<String> ofTheGuarantees() {
        Attempt attempt = Attempt.answered(answer, 0);
        CartRecord cart = new CartRecord(
                buyer.key(),
                buyer.cartId(),
                null,
                null,
                null,
                List.of(attempt),
                attempt.success() ? null : attempt.failure(),
                List.of());
        List<CartFacts> facts = Inquiry.impatient(client).about(List.of(cart), done -> {});
        Map<String, StockBooks.Figures> shelves =
                new HashMap<>(StockBooks.now(client).bySku());
        shelves.keySet().retainAll(buyer.skus());
        Answer code = client.get(Service.OFFER, "/codes/" + buyer.code(), client.operator());
        return new GuaranteeChecks(facts)
                .all(SuiteClient.JSON.createObjectNode(), new StockBooks(shelves), List.of(code.body())).stream()
                        .flatMap(verdict ->
                                verdict.offenders().stream().map(offence -> verdict.guarantee() + ": " + offence))
                        .toList();
    }

    private List<String> ofTheCart() {
        List<String> offenders = new ArrayList<>();
        boolean success = answer.ok();
        String status = buyer.cart().text("status");
        if (!status.equals(success ? "SUBMITTED" : "IN_PROCESS")) {
            offenders.add("G6: the cart is " + status);
        }
        String state = buyer.outcome(answer.text("requestId")).text("state");
        if (!state.equals(success ? "COMPLETED" : "ROLLED_BACK")) {
            offenders.add("G6: asked for, the outcome is " + state);
        }
        Answer again = buyer.submits();
        if (again.status() != answer.status() || !again.body().equals(answer.body())) {
            offenders.add("G7: the same submit got " + answer + " and then " + again);
        }
        return offenders;
    }

    private List<String> ofTheOrder() {
        Answer order = client.get(Service.ORDER, "/orders/" + answer.text("orderNumber"), client.operator());
        int holds = order.body().path("holds").size();
        return order.text("status").equals("ON_HOLD") && holds == 1
                ? List.of()
                : List.of(
                        "G3: the order whose stock is gone is %s with %d holds".formatted(order.text("status"), holds));
    }

    private List<String> deadLetters() {
        return Service.CONSUMERS.stream()
                .flatMap(
                        service -> client
                                .all(
                                        service,
                                        "/ops/dead-letters?requestId=" + answer.text("requestId"),
                                        client.operator())
                                .stream()
                                .map(letter -> "G9: a dead letter of the " + service.word() + " service: " + letter))
                .toList();
    }
}
