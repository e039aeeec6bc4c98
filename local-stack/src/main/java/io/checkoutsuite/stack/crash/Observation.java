package io.checkoutsuite.stack.crash;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The state of one cart at one moment, as visible from outside.
 *
 * @param cart the cart's status
 * @param checkout the state of its latest attempt; empty before the first
 * @param resources null while only the cart service responds
 */
public record Observation(
        String cart, String checkout, @Nullable Resources resources) {

    /**
     * The resources that the other services hold for the cart.
     *
     * @param available available pieces
     * @param soft pieces reserved for a running checkout
     * @param hard pieces committed to orders
     * @param money the amount that payment gateways hold for all attempts
     * @param orders the number of orders for this cart
     */
    public record Resources(long available, long soft, long hard, BigDecimal money, int orders) {

        public Resources {
            money = money.setScale(2, RoundingMode.UNNECESSARY);
        }
    }

    boolean isInProgress() {
        return cart.equals("SUBMISSION_IN_PROGRESS");
    }

    boolean isSubmitted() {
        return cart.equals("SUBMITTED");
    }

    boolean isInProgressOrSubmitted() {
        return isInProgress() || isSubmitted();
    }

    boolean holdsStockAndMoney() {
        return resources != null && resources.soft() > 0 && resources.money().signum() > 0;
    }

    boolean isUntouched(long pieces) {
        return cart.equals("IN_PROCESS") && new Resources(pieces, 0, 0, BigDecimal.ZERO, 0).equals(resources);
    }

    boolean isSold(long pieces, long available, BigDecimal total) {
        return cart.equals("SUBMITTED")
                && checkout.equals("COMPLETED")
                && new Resources(available, 0, pieces, total, 1).equals(resources);
    }
}
