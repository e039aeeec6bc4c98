package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.Token;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid with what.
 *
 * @param paymentId the cart's name for it
 * @param amount positive
 */
public record Intent(
        String paymentId,
        String gateway,
        Token token,
        Money amount,
        String type,
        @Nullable BillingAddress billingAddress) {}
