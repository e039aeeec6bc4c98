package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid with what.
 *
 * @param paymentId the cart's name for it
 * @param amount positive
 * @param save whether the customer keeps it for later once the order exists
 */
public record Intent(
        String paymentId,
        String gateway,
        Token token,
        Money amount,
        String type,
        @Nullable BillingAddress billingAddress,
        List<PaymentField> fields,
        boolean save) {

    public Intent {
        fields = List.copyOf(fields);
    }

    /** Without anything noted, and not kept. */
    public static Intent of(
            String paymentId,
            String gateway,
            Token token,
            Money amount,
            String type,
            @Nullable BillingAddress billingAddress) {
        return new Intent(paymentId, gateway, token, amount, type, billingAddress, List.of(), false);
    }
}
