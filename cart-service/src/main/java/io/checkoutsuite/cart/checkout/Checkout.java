package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.pricing.CataloguePrices;
import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to check a cart out, as its activities see it: nobody can change the cart while it runs.
 *
 * @param catalogue what the catalogue said of the lines when the cart was priced for this attempt; null if that is not at hand
 */
public record Checkout(Cart cart, Attempt attempt, @Nullable CataloguePrices catalogue) {

    /** One whose checks have to ask the catalogue themselves. */
    public Checkout(Cart cart, Attempt attempt) {
        this(cart, attempt, null);
    }

    public String tenant() {
        return cart.tenant();
    }

    public CartContent content() {
        return cart.content();
    }

    /** The thread through all services: the same for every repeat of this attempt, another for the next. */
    public String requestId() {
        return attempt.requestId();
    }

    public String orderNumber() {
        return attempt.orderNumber();
    }

    /** What the buyer was shown; null if the caller did not say. */
    public @Nullable Money expectedTotal() {
        return attempt.expectedTotal();
    }
}
