package io.checkoutsuite.failure.crash;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.checks.CartFacts;
import io.checkoutsuite.stack.checks.FactCollector;
import io.checkoutsuite.stack.checks.GuaranteeChecks;
import io.checkoutsuite.stack.checks.StockFigures;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.ServiceUnreachableException;
import io.checkoutsuite.stack.client.SuiteClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;

/** Checks from outside that a checkout is settled. */
@RequiredArgsConstructor
final class Inspection {

    private final SuiteClient client;
    private final CrashBuyer buyer;
    private final ServiceResponse response;
    private final boolean soldShort;

    /** Returns one sentence for each violated guarantee. */
    List<String> violations() {
        try {
            List<String> violations = new ArrayList<>();
            violations.addAll(guaranteeViolations());
            violations.addAll(cartViolations());
            violations.addAll(deadLetters());
            if (soldShort) {
                violations.addAll(orderViolations());
            }
            return violations;
        } catch (ServiceUnreachableException | IllegalStateException unavailable) {
            return List.of("It cannot be seen: " + unavailable.getMessage());
        }
    }

    private List<String> guaranteeViolations() {
        Attempt attempt = Attempt.fromResponse(response, 0);
        CartRecord cart = new CartRecord(
                buyer.key(),
                buyer.cartId(),
                null,
                null,
                null,
                List.of(attempt),
                attempt.success() ? null : attempt.failure(),
                List.of());
        List<CartFacts> facts = FactCollector.withoutWaiting(client).collect(List.of(cart), done -> {});
        Map<String, StockFigures.SkuFigures> figures =
                buyer.skus().stream().collect(Collectors.toMap(Function.identity(), this::stockOf));
        ServiceResponse code = client.get(Service.OFFER, "/codes/" + buyer.code(), client.operator());
        return new GuaranteeChecks(facts)
                .all(SuiteClient.JSON.createObjectNode(), new StockFigures(figures), List.of(code.body())).stream()
                        .flatMap(result ->
                                result.violations().stream().map(violation -> result.guarantee() + ": " + violation))
                        .toList();
    }

    private StockFigures.SkuFigures stockOf(String sku) {
        return StockFigures.SkuFigures.of(client.get(Service.INVENTORY, "/stock/" + sku, client.operator())
                .body());
    }

    private List<String> cartViolations() {
        List<String> violations = new ArrayList<>();
        boolean success = response.ok();
        String status = buyer.cart().text("status");
        if (!status.equals(success ? "SUBMITTED" : "IN_PROCESS")) {
            violations.add("G6: the cart is " + status);
        }
        String state = buyer.outcome(response.text("requestId")).text("state");
        if (!state.equals(success ? "COMPLETED" : "ROLLED_BACK")) {
            violations.add("G6: asked for, the outcome is " + state);
        }
        ServiceResponse again = buyer.submits();
        if (again.status() != response.status() || !again.body().equals(response.body())) {
            violations.add("G7: the same submit got " + response + " and then " + again);
        }
        return violations;
    }

    private List<String> orderViolations() {
        ServiceResponse order = client.get(Service.ORDER, "/orders/" + response.text("orderNumber"), client.operator());
        int holds = order.body().path("holds").size();
        return order.text("status").equals("ON_HOLD") && holds == 1
                ? List.of()
                : List.of(
                        "G3: the order whose stock is gone is %s with %d holds".formatted(order.text("status"), holds));
    }

    private List<String> deadLetters() {
        return Service.PARTICIPANTS.stream()
                .flatMap(
                        service -> client
                                .all(
                                        service,
                                        "/ops/dead-letters?requestId=" + response.text("requestId"),
                                        client.operator())
                                .stream()
                                .map(letter -> "G9: a dead letter of the " + service.id() + " service: " + letter))
                .toList();
    }
}
