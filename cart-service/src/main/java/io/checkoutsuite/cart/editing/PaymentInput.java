package io.checkoutsuite.cart.editing;

import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.PaymentField;
import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as requested: a gateway's token, a saved payment method of the customer, their default one, or only a type that no gateway
 * handles. For a saved payment method, gateway, token, type and address are ignored: they come from it.
 *
 * @param amount null means the remainder
 */
public record PaymentInput(
        @Nullable String gateway,
        @Nullable String token,
        @Nullable String savedPaymentId,
        boolean useDefault,
        @Nullable String type,
        @Nullable Money amount,
        @Nullable Address billingAddress,
        List<PaymentField> fields,
        boolean save) {}
