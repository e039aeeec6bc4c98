package io.checkoutsuite.cart.checkout.checks;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.SetUpActivity;
import io.checkoutsuite.money.Money;
import java.util.List;
import org.springframework.stereotype.Component;

/** Checks that the cart costs what the buyer was shown. */
@Component
class CheckPricing implements SetUpActivity {

    @Override
    public String name() {
        return "pricing";
    }

    @Override
    public List<AttemptFailure> check(Checkout checkout) {
        Money expected = checkout.expectedTotal();
        Money total = checkout.content().totals().total();
        if (total.isNegative()) {
            return failure(FailureType.INVALID_CART_PRICING, "The total is negative");
        }
        if (expected == null || expected.equals(total)) {
            return List.of();
        }
        if (!expected.currency().equals(total.currency())) {
            return failure(FailureType.INVALID_CART_PRICING, "The cart is in " + total.currency());
        }
        return failure(
                total.compareTo(expected) > 0
                        ? FailureType.STALE_CART_PRICING_HIGHER
                        : FailureType.STALE_CART_PRICING_LOWER,
                "The total is now " + total + ", not " + expected);
    }

    private List<AttemptFailure> failure(FailureType type, String message) {
        return List.of(AttemptFailure.of(type, name(), message));
    }
}
