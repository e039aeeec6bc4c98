package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/** Prices a cart for its checkout. */
@FunctionalInterface
public interface CheckoutPricing {

    /**
     * The content at current prices, with all its lines, and the total that the checkout must not exceed.
     *
     * @param shown the content in the version that the buyer saw
     * @param expected the total that the caller expects; null means the total of that version
     */
    Repriced reprice(String tenant, CartContent shown, @Nullable Money expected);

    /**
     * A cart priced for its checkout.
     *
     * @param expectedTotal the amount that the total is compared with; null for no comparison
     * @param catalogPrices the catalog's prices of all lines; null if they were not looked up
     */
    record Repriced(
            CartContent content,
            @Nullable Money expectedTotal,
            @Nullable CatalogPrices catalogPrices) {}
}
