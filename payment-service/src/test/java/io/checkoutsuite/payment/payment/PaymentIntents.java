package io.checkoutsuite.payment.payment;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Intended payments as most tests need them. */
public final class PaymentIntents {

    private PaymentIntents() {}

    /** Creates one without fields that is not saved for the customer. */
    public static PaymentIntent intent(
            String paymentId,
            String gateway,
            Token token,
            Money amount,
            String type,
            @Nullable BillingAddress billingAddress) {
        return new PaymentIntent(paymentId, gateway, token, amount, type, billingAddress, null, List.of(), false);
    }
}
