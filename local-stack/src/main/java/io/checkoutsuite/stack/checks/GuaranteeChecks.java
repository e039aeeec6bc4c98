package io.checkoutsuite.stack.checks;

import io.checkoutsuite.stack.Service;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Checks the suite's guarantees G1 to G6. */
public final class GuaranteeChecks {

    private static final Set<String> COMMITTED = Set.of("COMMITTED");
    private static final Set<String> RELEASED = Set.of("RELEASED", AttemptFacts.ABSENT);
    private static final Set<String> INDEFINITE = Set.of("internal-error", "UNKNOWN", "OUTCOME_UNKNOWN");
    private static final Set<String> NOTHING_AUTHORIZED =
            Set.of("REVERSED", "REFUSED", "UNAVAILABLE", AttemptFacts.ABSENT);

    private final Collection<CartFacts> carts;

    public GuaranteeChecks(Collection<CartFacts> carts) {
        this.carts = List.copyOf(carts);
    }

    /**
     * Checks all six guarantees.
     *
     * @param stockBefore the committed stock by SKU before the carts were submitted
     * @param usage limited offers and codes as the offer service returns them
     */
    public List<GuaranteeResult> all(JsonNode stockBefore, StockFigures stockNow, Collection<JsonNode> usage) {
        return List.of(
                oneOrderPerCart(),
                successIsWhole(),
                failureHoldsNothing(),
                neverOversold(stockBefore, stockNow, usage),
                moneyAddsUp(),
                outcomeIsDefinite());
    }

    GuaranteeResult oneOrderPerCart() {
        GuaranteeResult.Violations violations = new GuaranteeResult.Violations();
        long submitted = 0;
        for (CartFacts cart : carts) {
            boolean success = cart.cart().order().isPresent();
            submitted += success ? 1 : 0;
            int expected = success ? 1 : 0;
            violations.addUnless(
                    cart.orders().size() == expected,
                    cart.name() + " has " + cart.orders().size() + " orders, not " + expected);
            cart.cart()
                    .order()
                    .ifPresent(order -> violations.addUnless(
                            cart.orders().stream()
                                    .allMatch(known -> known.number().equals(order.orderNumber())),
                            cart.name() + " got order " + order.orderNumber()
                                    + ", but the order service has a different one"));
            cart.cart().notes().stream()
                    .filter(note -> note.startsWith("the same submit"))
                    .forEach(note -> violations.addUnless(false, cart.name() + ": " + note));
        }
        Map<String, Long> byNumber = carts.stream()
                .flatMap(cart -> cart.orders().stream())
                .collect(Collectors.groupingBy(OrderFacts::number, Collectors.counting()));
        byNumber.forEach(
                (number, count) -> violations.addUnless(count == 1, "order " + number + " exists " + count + " times"));
        return new GuaranteeResult(
                "G1",
                "one cart, at most one order",
                submitted + " submitted carts, " + byNumber.size() + " orders, " + (carts.size() - submitted)
                        + " carts without an order",
                violations.all());
    }

    /** An internal error of the suite is not a definite outcome. */
    GuaranteeResult outcomeIsDefinite() {
        GuaranteeResult.Violations violations = new GuaranteeResult.Violations();
        for (CartFacts cart : carts) {
            String outcome = cart.cart().outcome();
            violations.addUnless(
                    !INDEFINITE.contains(outcome) && !outcome.startsWith("status 5"),
                    cart.name() + " ended in " + outcome);
        }
        return new GuaranteeResult(
                "G6",
                "every submit has a definite outcome",
                carts.size() + " carts: order or clear refusal",
                violations.all());
    }

    GuaranteeResult successIsWhole() {
        GuaranteeResult.Violations violations = new GuaranteeResult.Violations();
        long looked = 0;
        for (CartFacts cart : carts) {
            boolean discounted = cart.orders().stream().anyMatch(OrderFacts::discounted);
            BigDecimal total = cart.orders().isEmpty()
                    ? BigDecimal.ZERO
                    : cart.orders().getFirst().total();
            for (AttemptFacts attempt : cart.attempts()) {
                if (!attempt.attempt().success()) {
                    continue;
                }
                looked++;
                String name = cart.name() + " request " + attempt.requestId();
                violations.addUnless(
                        attempt.notApplied().isEmpty(), name + " is not applied by " + ids(attempt.notApplied()));
                violations.addUnless(
                        COMMITTED.contains(attempt.reservation()), name + ": stock is " + attempt.reservation());
                violations.addUnless(
                        attempt.authorization().equals("BOUND")
                                || total.signum() == 0
                                        && attempt.authorization().equals(AttemptFacts.ABSENT),
                        name + ": payment is " + attempt.authorization());
                violations.addUnless(
                        !discounted || COMMITTED.contains(attempt.uses()), name + ": offer uses are " + attempt.uses());
            }
        }
        return new GuaranteeResult(
                "G2",
                "a success is final in every service",
                looked + " successes: order, stock committed, payment bound, uses committed",
                violations.all());
    }

    GuaranteeResult failureHoldsNothing() {
        GuaranteeResult.Violations violations = new GuaranteeResult.Violations();
        long looked = 0;
        for (CartFacts cart : carts) {
            for (AttemptFacts attempt : cart.attempts()) {
                if (attempt.attempt().success()) {
                    continue;
                }
                looked++;
                String name = cart.name() + " request " + attempt.requestId();
                violations.addUnless(
                        attempt.notApplied().isEmpty(), name + " is not applied by " + ids(attempt.notApplied()));
                violations.addUnless(
                        RELEASED.contains(attempt.reservation()), name + ": stock is " + attempt.reservation());
                violations.addUnless(
                        NOTHING_AUTHORIZED.contains(attempt.authorization()),
                        name + ": payment is " + attempt.authorization());
                violations.addUnless(attempt.held().signum() == 0, name + ": the gateway holds " + attempt.held());
                violations.addUnless(RELEASED.contains(attempt.uses()), name + ": offer uses are " + attempt.uses());
            }
        }
        return new GuaranteeResult(
                "G3",
                "after a failure nothing stays held",
                looked + " failed attempts: stock, uses and money released",
                violations.all());
    }

    GuaranteeResult neverOversold(JsonNode before, StockFigures now, Collection<JsonNode> usage) {
        GuaranteeResult.Violations violations = new GuaranteeResult.Violations();
        Map<String, Long> sold = new TreeMap<>();
        carts.stream()
                .flatMap(cart -> cart.orders().stream())
                .forEach(order -> order.quantities().forEach((sku, quantity) -> sold.merge(sku, quantity, Long::sum)));
        Map<String, StockFigures.SkuFigures> figures = new HashMap<>(now.bySku());
        sold.keySet()
                .forEach(sku ->
                        violations.addUnless(figures.containsKey(sku), sku + " was sold, but has no stock record"));
        figures.forEach((sku, stock) -> {
            if (!stock.tracked()) {
                return;
            }
            violations.addUnless(
                    stock.onHand() >= stock.soft() + stock.hard() && stock.available() >= 0,
                    sku + " is oversold: " + stock);
            violations.addUnless(stock.soft() == 0, sku + " has " + stock.soft() + " pieces still reserved at the end");
            long committed = stock.hard() - before.path(sku).asLong(0);
            long ordered = sold.getOrDefault(sku, 0L);
            violations.addUnless(
                    committed == ordered, sku + ": " + committed + " pieces committed, " + ordered + " ordered");
        });
        for (JsonNode limited : usage) {
            JsonNode uses = limited.path("uses");
            long limit = uses.path("limit").asLong(Long.MAX_VALUE);
            long committed = uses.path("committed").asLong(0);
            String name = limited.path("code").asString(limited.path("offerId").asString("?"));
            violations.addUnless(committed <= limit, name + " was used " + committed + " times, its limit is " + limit);
            violations.addUnless(
                    uses.path("reserved").asLong(0) == 0,
                    name + " has " + uses.path("reserved").asLong(0) + " uses still reserved at the end");
        }
        return new GuaranteeResult(
                "G4",
                "never oversold, limits never exceeded",
                figures.size() + " SKUs, "
                        + sold.values().stream().mapToLong(Long::longValue).sum() + " pieces ordered, " + usage.size()
                        + " limited offers and codes",
                violations.all());
    }

    GuaranteeResult moneyAddsUp() {
        GuaranteeResult.Violations violations = new GuaranteeResult.Violations();
        BigDecimal sum = BigDecimal.ZERO;
        for (CartFacts cart : carts) {
            for (OrderFacts order : cart.orders()) {
                sum = sum.add(order.total());
                violations.addUnless(
                        order.paid().compareTo(order.total()) == 0,
                        "order " + order.number() + " of " + order.total() + " has payments of " + order.paid());
                cart.attempts().stream()
                        .filter(attempt -> attempt.attempt().success())
                        .forEach(attempt -> {
                            violations.addUnless(
                                    attempt.authorized().compareTo(order.total()) == 0,
                                    "order " + order.number() + " of " + order.total() + " is authorized for "
                                            + attempt.authorized());
                            violations.addUnless(
                                    attempt.held().compareTo(order.total()) == 0,
                                    "order " + order.number() + " of " + order.total() + ": the gateway holds "
                                            + attempt.held());
                        });
            }
            cart.attempts()
                    .forEach(attempt -> violations.addUnless(
                            attempt.maxAuthorizations() <= 1,
                            cart.name() + ": a payment was authorized " + attempt.maxAuthorizations() + " times"));
        }
        return new GuaranteeResult(
                "G5",
                "amounts add up, none authorized twice",
                "orders of " + sum.toPlainString() + " in total",
                violations.all());
    }

    private static String ids(Set<Service> services) {
        return services.stream().map(Service::id).sorted().collect(Collectors.joining(", "));
    }
}
