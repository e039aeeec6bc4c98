package io.checkoutsuite.stack.checks;

import io.checkoutsuite.stack.carts.CartRecord;
import java.util.List;

/** A cart with its orders and the state of its attempts in each service. */
public record CartFacts(CartRecord cart, List<OrderFacts> orders, List<AttemptFacts> attempts) {

    public CartFacts {
        orders = List.copyOf(orders);
        attempts = List.copyOf(attempts);
    }

    String name() {
        return cart.key() + " (cart " + cart.cartId() + ")";
    }
}
