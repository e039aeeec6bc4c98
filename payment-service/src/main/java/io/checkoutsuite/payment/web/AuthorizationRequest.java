package io.checkoutsuite.payment.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.BillingAddress;
import io.checkoutsuite.payment.authorization.Intent;
import io.checkoutsuite.payment.authorization.Purpose;
import io.checkoutsuite.payment.gateway.Token;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the checkout asks to hold. */
record AuthorizationRequest(
        @NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.RULE)
        String cartId,

        @NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.RULE)
        String orderNumber,

        @Nullable @Size(min = 1, max = 128) String customerId,
        @NotNull Money total,
        @NotNull @Size(max = 20) List<@NotNull @Valid Wanted> payments) {

    private static final String CREDIT_CARD = "CREDIT_CARD";

    /** One payment of it. */
    record Wanted(
            @NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.RULE)
            String paymentId,

            @NotNull @Size(min = 1, max = 64) String gateway,
            @NotNull @Size(min = 1, max = 512) String token,
            @NotNull Money amount,
            @Nullable @Pattern(regexp = "[A-Z0-9_]{1,40}") String type,
            @Nullable @Valid BillingAddress billingAddress) {

        @Override
        public String toString() {
            return paymentId + " " + gateway + " " + amount;
        }
    }

    Purpose purpose() {
        return new Purpose(cartId, orderNumber, customerId, total);
    }

    List<Intent> intents() {
        return payments.stream()
                .map(wanted -> new Intent(
                        wanted.paymentId(),
                        wanted.gateway(),
                        new Token(wanted.token()),
                        wanted.amount(),
                        Objects.requireNonNullElse(wanted.type(), CREDIT_CARD),
                        wanted.billingAddress()))
                .toList();
    }
}
