package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartTooLargeException;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.pricing.CartPricing;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carts as they are read: at prices that are not too old (C7). A price that has changed makes a new version of the cart, as any change does;
 * one that stands does not. A cart in checkout or submitted is never priced again, and one that its new prices would make too large keeps the
 * former ones.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CartReadings {

    private final CartAccess access;
    private final Carts carts;
    private final CartPricing pricing;
    private final CartBudget budget;
    private final JsonMapper json;
    private final Clock clock;

    /** The cart as far as the caller may see it. Whoever may not change it does not make a new version of it by reading. */
    CartView view(Caller caller, String cartId) {
        Cart cart = access.find(caller, cartId);
        return access.opensFor(caller, cart)
                ? CartView.of(upToDate(cart))
                : CartView.of(cart).withoutPersonalData();
    }

    /** The cart at the prices of now, if those that it has are too old. */
    Cart upToDate(Cart cart) {
        if (!cart.status().isOpen() || !pricing.isTooOld(cart.content())) {
            return cart;
        }
        CartContent repriced;
        try {
            repriced = pricing.reprice(cart.tenant(), cart.content());
        } catch (ProblemException offersAway) {
            // Whoever reads gets what there is; to check out, the prices have to be known.
            log.warn("Cart {} is shown at its former prices: {}", cart.id(), offersAway.toString());
            return cart;
        }
        if (repriced.costsTheSameAs(cart.content())) {
            carts.notePriced(cart, clock.instant());
            return cart;
        }
        Cart changed = cart.changedTo(repriced);
        if (!hasRoom(cart, changed)) {
            // Nobody is refused a look because of what offers have added.
            log.warn("Cart {} has no room for its present discounts and is shown at its former prices", cart.id());
            return cart;
        }
        // Conditional on the version that was read: a change or a submit at the same time wins, and has priced the cart
        // itself.
        return carts.change(cart, repriced, null)
                ? changed
                : carts.find(cart.tenant(), cart.id()).orElse(cart);
    }

    private boolean hasRoom(Cart before, Cart changed) {
        try {
            budget.requireRoom(changed, viewBytes(changed), null, budget.used(before, viewBytes(before)));
            return true;
        } catch (CartTooLargeException tooLarge) {
            return false;
        }
    }

    private long viewBytes(Cart cart) {
        return json.writeValueAsBytes(CartView.of(cart)).length;
    }
}
