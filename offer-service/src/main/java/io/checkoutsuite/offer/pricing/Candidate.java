package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Reduction;
import io.checkoutsuite.offer.offer.Target;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An offer that may be used for a cart.
 *
 * @param code the code that opened it; null for an automatic one
 */
public record Candidate(Offer offer, @Nullable String code) {

    /** Amounts before percentages (OF-19): a percentage is taken of what is really left to pay. */
    static final Comparator<Candidate> ORDER_OF_APPLICATION = Comparator.<Candidate>comparingInt(
                    candidate -> candidate.offer().priority())
            .thenComparing(candidate -> candidate.offer().reduction() instanceof Reduction.Percent)
            .thenComparing(candidate -> candidate.offer().id());

    boolean isOn(Target target) {
        return offer.target() == target;
    }

    /** What comes off a price, never more than the price; an amount comes off every piece. */
    Money off(Money price, long pieces) {
        return switch (offer.reduction()) {
            case Reduction.Percent(var percent) -> price.percent(percent);
            case Reduction.Amount(var amount) -> amount.times(pieces).min(price);
        };
    }
}
