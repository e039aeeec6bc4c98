package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.pricing.CatalogPrices;
import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to check out a cart, as its activities see it. The cart cannot change while the attempt runs.
 *
 * @param catalogPrices the catalog prices with which the cart was priced for this attempt; null if they are not available
 */
public record Checkout(ClaimedCart claimed, @Nullable CatalogPrices catalogPrices) {

    /** A checkout whose checks have to look up the catalog themselves. */
    public Checkout(ClaimedCart claimed) {
        this(claimed, null);
    }

    public Cart cart() {
        return claimed.cart();
    }

    public Attempt.Undecided attempt() {
        return claimed.attempt();
    }

    public String tenant() {
        return cart().tenant();
    }

    public CartContent content() {
        return cart().content();
    }

    /** The correlation id in all services. It is the same for every repetition of this attempt, and differs for the next attempt. */
    public String requestId() {
        return attempt().requestId();
    }

    public String orderNumber() {
        return attempt().orderNumber();
    }

    /** The total that the buyer was shown; null if the caller did not send one. */
    public @Nullable Money expectedTotal() {
        return attempt().claim().submission().expectedTotal();
    }
}
