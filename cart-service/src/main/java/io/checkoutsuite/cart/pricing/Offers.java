package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.cart.EnteredCode;
import java.util.List;

/** Calculates the discounts of carts. */
public interface Offers {

    /**
     * Returns the current discounts.
     *
     * @throws io.checkoutsuite.web.problem.ProblemException if the discounts cannot be determined; the cart then stays unchanged
     */
    Priced price(String tenant, CartContent content);

    /** Discounts, and the status of each code of the cart. */
    record Priced(List<Discount> discounts, List<EnteredCode> codes) {
        public Priced {
            discounts = List.copyOf(discounts);
            codes = List.copyOf(codes);
        }
    }
}
