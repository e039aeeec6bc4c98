package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/** Prices a cart for its checkout. */
@FunctionalInterface
public interface CheckoutPrices {

    /**
     * The content at the prices of now, without any line less, and the total that the checkout may not go beyond.
     *
     * @param shown the content in the version that the buyer saw
     * @param expected the total that the caller said to expect; null means the one of that version
     */
    Repriced reprice(String tenant, CartContent shown, @Nullable Money expected);

    /**
     * A cart priced for its checkout.
     *
     * @param expectedTotal what the total is compared with; null if with nothing
     * @param catalogue what the catalogue said of all lines; null if it was not asked
     */
    record Repriced(
            CartContent content,
            @Nullable Money expectedTotal,
            @Nullable CataloguePrices catalogue) {}
}
