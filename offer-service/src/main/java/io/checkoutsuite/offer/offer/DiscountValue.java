package io.checkoutsuite.offer.offer;

import io.checkoutsuite.money.Money;
import java.math.BigDecimal;

/** By how much an offer reduces a price. */
public sealed interface DiscountValue {

    /** A share of the price. */
    record Percent(BigDecimal percent) implements DiscountValue {

        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        /** @throws IllegalArgumentException unless more than 0 and at most 100 */
        public Percent {
            if (!isAllowed(percent)) {
                throw new IllegalArgumentException("A percentage must be above 0 and at most 100, not " + percent);
            }
        }

        public static boolean isAllowed(BigDecimal percent) {
            return percent.signum() > 0 && percent.compareTo(ALL) <= 0;
        }
    }

    /** A fixed amount, applied to every piece of an item or once to an order. */
    record Amount(Money amount) implements DiscountValue {

        /** @throws IllegalArgumentException unless positive */
        public Amount {
            if (!amount.isPositive()) {
                throw new IllegalArgumentException("An amount must be positive, not " + amount);
            }
        }
    }
}
