package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.GuestAccess;
import io.checkoutsuite.cart.pricing.CartSettings;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Clock;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Decides who may access a cart (G10): another customer's cart is not found, and a guest's cart requires its token. */
@Component
@RequiredArgsConstructor
class CartAccess {

    private final Carts carts;
    private final CartSettings settings;
    private final Clock clock;

    /** The cart, if the caller may see all of it and change it. */
    Cart own(Caller caller, String cartId) {
        Cart cart = find(caller, cartId);
        if (!opensFor(caller, cart)) {
            throw new ProblemException(
                    CartProblems.GUEST_TOKEN_REQUIRED, "This guest cart's token is missing, wrong or has expired");
        }
        return cart;
    }

    /** The cart, if the caller may see at least a part of it. */
    Cart find(Caller caller, String cartId) {
        return carts.find(caller.tenant(), cartId)
                .filter(cart -> isTheirs(caller, cart.content()))
                .orElseThrow(() -> ProblemException.notFound("cart"));
    }

    private static boolean isTheirs(Caller caller, CartContent content) {
        return content.customerId() == null || caller.isCustomer(content.customerId()) || caller.isStaff();
    }

    /** Whether the caller may see all of it. */
    boolean opensFor(Caller caller, Cart cart) {
        GuestAccess guest = cart.content().guest();
        return guest == null
                || !settings.guestTokens()
                || caller.isStaff()
                || guest.opensWith(caller.guestToken(), clock.instant());
    }
}
