package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import lombok.With;
import org.jspecify.annotations.Nullable;

/**
 * A payment that the buyer chose for the cart.
 *
 * @param token the gateway's token for the card; never a card number; null if no gateway handles the payment, for instance a bank transfer
 * @param type for instance CREDIT_CARD
 * @param amount its share of the total; null means the remainder
 * @param billingAddress a copy: it does not change with the saved payment method that it was taken from
 * @param savedPaymentId the saved payment method that it was made from; null for a new one
 * @param fields additional data of the shop, which never replace the token
 * @param save whether to save the payment method for the customer once the order exists
 */
public record CartPayment(
        String id,
        String gateway,
        @Nullable String token,
        @Nullable String type,
        @With @Nullable Money amount,
        @Nullable Address billingAddress,
        @Nullable String savedPaymentId,
        List<PaymentField> fields,
        boolean save,
        Instant addedAt) {

    public CartPayment {
        fields = List.copyOf(fields);
    }

    /** Whether the buyer chose the same in both, whenever they did. */
    public boolean isSameChoiceAs(CartPayment other) {
        return equals(new CartPayment(
                id,
                other.gateway,
                other.token,
                other.type,
                other.amount,
                other.billingAddress,
                other.savedPaymentId,
                other.fields,
                other.save,
                addedAt));
    }

    @Override
    public String toString() {
        return "CartPayment[" + id + " " + gateway + "]";
    }
}
