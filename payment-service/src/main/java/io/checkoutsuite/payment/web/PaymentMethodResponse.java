package io.checkoutsuite.payment.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkoutsuite.payment.payment.BillingAddress;
import io.checkoutsuite.payment.saved.SavedPayment;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A saved payment method.
 *
 * @param token present for services only
 * @param severalPayments whether its gateway accepts several payments for one order; present for services only
 */
record PaymentMethodResponse(
        String id,
        String gateway,
        @Nullable String token,
        String type,
        @Nullable String name,
        @Nullable BillingAddress billingAddress,
        @Nullable String expires,
        boolean expired,
        @JsonProperty("default") boolean isDefault,
        @Nullable Boolean severalPayments) {

    static PaymentMethodResponse forCustomer(SavedPayment saved, boolean isDefault, YearMonth now) {
        return of(saved, null, isDefault, now, null);
    }

    static PaymentMethodResponse forService(
            SavedPayment saved, boolean isDefault, YearMonth now, boolean severalPayments) {
        return of(saved, saved.token().value(), isDefault, now, severalPayments);
    }

    private static PaymentMethodResponse of(
            SavedPayment saved,
            @Nullable String token,
            boolean isDefault,
            YearMonth now,
            @Nullable Boolean severalPayments) {
        return new PaymentMethodResponse(
                saved.id(),
                saved.gateway(),
                token,
                saved.type(),
                saved.name(),
                saved.billingAddress(),
                saved.expires(),
                saved.isExpired(now),
                isDefault,
                severalPayments);
    }

    @Override
    public String toString() {
        return "PaymentMethodResponse[" + id + "]";
    }
}
