package io.checkoutsuite.stack.crash;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The state of one cart at one moment, as visible from outside.
 *
 * @param cart the cart's status
 * @param checkout the state of its latest attempt; empty before the first
 * @param held null while only the cart service responds
 */
public record Picture(
        String cart, String checkout, @Nullable Held held) {

    /**
     * The resources that the other services hold for the cart.
     *
     * @param free available pieces
     * @param soft pieces reserved for a running checkout
     * @param sold pieces committed to orders
     * @param money the amount that payment gateways hold for all attempts
     * @param orders the number of orders for this cart
     */
    public record Held(long free, long soft, long sold, BigDecimal money, int orders) {

        public Held {
            money = money.setScale(2, RoundingMode.UNNECESSARY);
        }
    }

    boolean isInTheMiddle() {
        return cart.equals("SUBMISSION_IN_PROGRESS");
    }

    boolean isSubmitted() {
        return cart.equals("SUBMITTED");
    }

    boolean isInTheMiddleOrSold() {
        return isInTheMiddle() || isSubmitted();
    }

    boolean holdsStockAndMoney() {
        return held != null && held.soft() > 0 && held.money().signum() > 0;
    }

    boolean isUntouched(long pieces) {
        return cart.equals("IN_PROCESS") && new Held(pieces, 0, 0, BigDecimal.ZERO, 0).equals(held);
    }

    boolean isSold(long pieces, long left, BigDecimal total) {
        return cart.equals("SUBMITTED")
                && checkout.equals("COMPLETED")
                && new Held(left, 0, pieces, total, 1).equals(held);
    }
}
