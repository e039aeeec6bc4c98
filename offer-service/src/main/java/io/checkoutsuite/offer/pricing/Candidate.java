package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.DiscountValue;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.OfferTarget;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An offer that may apply to a cart.
 *
 * @param code the code that made it eligible; null for an automatic offer
 */
public record Candidate(Offer offer, @Nullable String code) {

    /** Amounts come before percentages, so that a percentage applies to what is left to pay. */
    static final Comparator<Candidate> ORDER_OF_APPLICATION = Comparator.<Candidate>comparingInt(
                    candidate -> candidate.offer().priority())
            .thenComparing(candidate -> candidate.offer().discountValue() instanceof DiscountValue.Percent)
            .thenComparing(candidate -> candidate.offer().id());

    boolean isOn(OfferTarget target) {
        return offer.target() == target;
    }

    /** Returns the reduction of a price, never more than the price. An amount applies to every piece. */
    Money off(Money price, long pieces) {
        return switch (offer.discountValue()) {
            case DiscountValue.Percent(var percent) -> price.percent(percent);
            case DiscountValue.Amount(var amount) -> amount.times(pieces).min(price);
        };
    }
}
