package io.checkoutsuite.cart.purge;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CurrentCarts;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Lets a customer's next cart have another id than the current one that is removed: attempts are named after their cart, for ever. */
@Component
@RequiredArgsConstructor
class MoveOnBeforePurge implements BeforePurge {

    private final CurrentCarts currentCarts;

    @Override
    public void beforePurge(Cart cart) {
        String customerId = cart.content().customerId();
        if (customerId == null) {
            return;
        }
        long number = currentCarts.number(cart.tenant(), customerId);
        if (CurrentCarts.cartId(cart.tenant(), customerId, number).equals(cart.id())) {
            currentCarts.moveOn(cart.tenant(), customerId, number);
        }
    }
}
