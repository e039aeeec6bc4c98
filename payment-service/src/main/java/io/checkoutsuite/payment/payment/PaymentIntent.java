package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An intended payment: an amount and the payment method for it.
 *
 * @param paymentId its id in the cart
 * @param amount positive
 * @param savedPaymentId the saved payment method that it was made from; null for a new one
 * @param save whether to save the payment method for the customer once the order exists
 */
public record PaymentIntent(
        String paymentId,
        String gateway,
        Token token,
        Money amount,
        String type,
        @Nullable BillingAddress billingAddress,
        @Nullable String savedPaymentId,
        List<PaymentField> fields,
        boolean save) {

    public PaymentIntent {
        fields = List.copyOf(fields);
    }
}
