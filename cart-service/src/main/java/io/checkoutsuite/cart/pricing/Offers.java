package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.AppliedCode;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.Discount;
import java.util.List;

/** Who knows what offers take off a cart. */
public interface Offers {

    /**
     * What offers take off now.
     *
     * @throws io.checkoutsuite.web.problem.ProblemException if it cannot be told; the cart then stays as it was
     */
    Priced price(String tenant, CartContent content);

    /** Discounts, and what became of each code of the cart. */
    record Priced(List<Discount> discounts, List<AppliedCode> codes) {
        public Priced {
            discounts = List.copyOf(discounts);
            codes = List.copyOf(codes);
        }
    }
}
