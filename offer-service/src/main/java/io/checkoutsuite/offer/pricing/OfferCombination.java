package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * Offers applied to one price one after the other, each to what the earlier ones left.
 *
 * @param left the remaining price, never negative
 */
record OfferCombination(List<Step> steps, Money left) {

    record Step(Candidate candidate, Money off) {}

    /** Returns the cheapest of all combinable offers together and each exclusive one alone; of equal ones, the earlier. */
    static OfferCombination best(List<Candidate> offers, Money price, long pieces) {
        List<Candidate> combinable = offers.stream()
                .filter(candidate -> candidate.offer().combinable())
                .toList();
        OfferCombination best = of(combinable, price, pieces);
        for (Candidate offer : offers) {
            if (!offer.offer().combinable()) {
                OfferCombination alone = of(List.of(offer), price, pieces);
                best = alone.left().compareTo(best.left()) < 0 ? alone : best;
            }
        }
        return best;
    }

    private static OfferCombination of(List<Candidate> offers, Money price, long pieces) {
        List<Step> steps = new ArrayList<>(offers.size());
        Money left = price;
        for (Candidate offer : offers) {
            Money off = offer.off(left, pieces);
            steps.add(new Step(offer, off));
            left = left.minus(off);
        }
        return new OfferCombination(steps, left);
    }
}
