package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A means of payment that the buyer chose.
 *
 * @param token what the gateway gave for the card; never a card number
 * @param type for instance CREDIT_CARD
 * @param amount how much of the total it pays; null means whatever the others leave open
 */
public record CartPayment(
        String id,
        String gateway,
        String token,
        @Nullable String type,
        @Nullable Money amount,
        @Nullable Address billingAddress) {}
