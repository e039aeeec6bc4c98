package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartBudget;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartTooLargeException;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.OpenCart;
import io.checkoutsuite.cart.pricing.CartPricing;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads carts at prices that are not too old. A changed price creates a new version of the cart, as any change does; an unchanged price does
 * not. A cart that is being checked out or was submitted is never repriced. A cart that would become too large with its new prices keeps the
 * previous ones.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class CartReader {

    private final CartAccess access;
    private final Carts carts;
    private final CartPricing pricing;
    private final CartBudget budget;
    private final JsonMapper json;
    private final Clock clock;

    /** The part of the cart that the caller may see. A caller that may not change the cart does not create a new version by reading it. */
    CartResponse view(Caller caller, String cartId) {
        Cart cart = access.find(caller, cartId);
        return access.opensFor(caller, cart)
                ? CartResponse.of(refreshed(cart))
                : CartResponse.of(cart).withoutPersonalData();
    }

    /** The cart, repriced if its prices are too old. */
    Cart refreshed(Cart cart) {
        return cart.asOpen()
                .filter(open -> pricing.isTooOld(cart.content()))
                .map(this::repriced)
                .orElse(cart);
    }

    private Cart repriced(OpenCart open) {
        Cart cart = open.cart();
        CartContent repriced;
        try {
            repriced = pricing.reprice(cart.tenant(), cart.content());
        } catch (ProblemException offersUnavailable) {
            // A reader gets the stored prices; only a checkout requires current ones.
            log.warn("Cart {} is returned at its previous prices: {}", cart.id(), offersUnavailable.toString());
            return cart;
        }
        if (repriced.costsTheSameAs(cart.content())) {
            carts.recordPricedAt(cart, clock.instant());
            return cart;
        }
        Cart changed = open.change(repriced);
        if (!hasRoom(cart, changed)) {
            // Reading a cart never fails because of what offers have added.
            log.warn("Cart {} has no room for its new discounts and is returned at its previous prices", cart.id());
            return cart;
        }
        // Conditional on the version that was read: a concurrent change or submit wins, and has priced the cart itself.
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
        return json.writeValueAsBytes(CartResponse.of(cart)).length;
    }
}
