package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the money is for.
 *
 * @param customerId null for guests
 * @param total what the payments add up to
 */
public record PaymentPurpose(
        String cartId, String orderNumber, @Nullable String customerId, Money total) {}
