package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CurrentCarts;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Advances the number of a customer's current cart before that cart is removed, so that the next cart has another id. Ids of attempts contain the
 * cart's id and must stay unique forever.
 */
@Component
@RequiredArgsConstructor
class CurrentCartRotation implements PurgeHook {

    private final CurrentCarts currentCarts;

    @Override
    public void beforePurge(Cart cart) {
        String customerId = cart.content().customerId();
        if (customerId == null) {
            return;
        }
        long number = currentCarts.number(cart.tenant(), customerId);
        if (CurrentCarts.cartId(cart.tenant(), customerId, number).equals(cart.id())) {
            currentCarts.advance(cart.tenant(), customerId, number);
        }
    }
}
