package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A payment that the buyer chose for the cart.
 *
 * @param token the gateway's token for the card; never a card number
 * @param type for instance CREDIT_CARD
 * @param amount its share of the total; null means the remainder
 */
public record CartPayment(
        String id,
        String gateway,
        String token,
        @Nullable String type,
        @Nullable Money amount,
        @Nullable Address billingAddress) {}
