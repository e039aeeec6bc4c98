package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.OfferTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the set of offers with the lowest total of a cart, and the discount of each offer on each line.
 *
 * <p>On an item, and likewise on the order, either all combinable offers apply one after the other, or one exclusive offer applies alone.
 * Discounts are monotone: another offer never raises a price, and lower item prices never raise the order total. Therefore all combinable
 * offers together are at least as good as any subset, each line can be decided independently, and the order after its lines. The result is
 * the lowest possible total, found with one look at each offer per line.
 */
public final class Pricing {

    private final Basket basket;
    private final Map<Candidate, Map<String, Money>> shares = new LinkedHashMap<>();
    private List<Money> left;

    private Pricing(Basket basket) {
        this.basket = basket;
        this.left = basket.lines().stream().map(Basket.Line::total).toList();
    }

    /**
     * Returns the discounts of a cart, in the currency of the cart. An offer that occurs several times counts once. An offer without any
     * effect is left out.
     */
    public static List<Discount> discounts(Basket basket, Collection<Candidate> candidates) {
        Money subtotal = basket.subtotal();
        List<Candidate> applicable = oncePerOffer(candidates).stream()
                .filter(candidate -> Applicability.obstacle(candidate.offer(), basket, subtotal) == null)
                .sorted(Candidate.ORDER_OF_APPLICATION)
                .toList();
        Pricing pricing = new Pricing(basket);
        pricing.reduceItems(on(OfferTarget.ITEM, applicable));
        pricing.reduceOrder(on(OfferTarget.ORDER, applicable));
        return pricing.discounts();
    }

    private static Collection<Candidate> oncePerOffer(Collection<Candidate> candidates) {
        Map<String, Candidate> first = new TreeMap<>();
        candidates.forEach(candidate -> first.putIfAbsent(candidate.offer().id(), candidate));
        return first.values();
    }

    private static List<Candidate> on(OfferTarget target, List<Candidate> candidates) {
        return candidates.stream().filter(candidate -> candidate.isOn(target)).toList();
    }

    private void reduceItems(List<Candidate> offers) {
        List<Money> reduced = new ArrayList<>(left.size());
        for (Basket.Line line : basket.lines()) {
            List<Candidate> forLine = offers.stream()
                    .filter(candidate -> candidate.offer().isFor(line.sku()))
                    .toList();
            OfferCombination best = OfferCombination.best(forLine, line.total(), line.quantity());
            best.steps().forEach(step -> share(step.candidate(), line.id(), step.off()));
            reduced.add(best.left());
        }
        left = reduced;
    }

    private void reduceOrder(List<Candidate> offers) {
        for (OfferCombination.Step step : OfferCombination.best(offers, Proration.sum(left, basket.currency()), 1)
                .steps()) {
            List<Money> parts = Proration.shares(step.off(), left);
            for (int line = 0; line < parts.size(); line++) {
                share(step.candidate(), basket.lines().get(line).id(), parts.get(line));
            }
            left = Proration.minus(left, parts);
        }
    }

    private void share(Candidate candidate, String lineId, Money off) {
        if (off.isPositive()) {
            shares.computeIfAbsent(candidate, none -> new LinkedHashMap<>()).put(lineId, off);
        }
    }

    private List<Discount> discounts() {
        return shares.entrySet().stream()
                .map(discount -> new Discount(
                        discount.getKey(),
                        Proration.sum(List.copyOf(discount.getValue().values()), basket.currency()),
                        parts(discount.getValue()).toList()))
                .toList();
    }

    private static Stream<Discount.Share> parts(Map<String, Money> byLine) {
        return byLine.entrySet().stream().map(part -> new Discount.Share(part.getKey(), part.getValue()));
    }
}
