package io.checkoutsuite.order.order;

import java.util.List;

/** What order management knows of one cart's order: the placed order, or only the holds of an awaited one. There is at most one per cart. */
public sealed interface KnownOrder permits AwaitedOrder, Order {

    String tenant();

    String cartId();

    /** The one checkout attempt that sold the cart. */
    String requestId();

    String number();

    List<OrderHold> holds();

    default boolean isHeldFor(HoldReason reason) {
        return holds().stream().anyMatch(hold -> hold.reason() == reason);
    }

    /** @throws CartAlreadyOrderedException if the cart was sold by another checkout attempt */
    default void requireCheckout(String requestId) {
        if (!requestId().equals(requestId)) {
            throw new CartAlreadyOrderedException(this, requestId);
        }
    }
}
