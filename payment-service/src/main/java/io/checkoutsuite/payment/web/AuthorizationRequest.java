package io.checkoutsuite.payment.web;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.OfflineGateway;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.payment.BillingAddress;
import io.checkoutsuite.payment.payment.PaymentField;
import io.checkoutsuite.payment.payment.PaymentIntent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to authorize the payments of a checkout. */
@ValidPayments
record AuthorizationRequest(
        @NotNull @Pattern(regexp = RequestIds.PATTERN, message = RequestIds.RULE)
        String cartId,

        @NotNull @Pattern(regexp = RequestIds.PATTERN, message = RequestIds.RULE)
        String orderNumber,

        @Nullable @Size(min = 1, max = Limits.CUSTOMER_ID) String customerId,
        @NotNull Money total,
        @NotNull @Size(max = 20) List<@NotNull @Valid AuthorizationPaymentRequest> payments) {

    private static final String CREDIT_CARD = "CREDIT_CARD";

    /**
     * One payment of the request.
     *
     * @param gateway optional, like the token, for types that no gateway handles
     * @param savedPaymentId the customer's saved payment method that gateway and token were taken from
     * @param fields additional data from the shop; never used as a token
     * @param save whether to save the payment method for the customer once the order exists
     */
    record AuthorizationPaymentRequest(
            @NotNull @Pattern(regexp = RequestIds.PATTERN, message = RequestIds.RULE)
            String paymentId,

            @Nullable @Size(min = 1, max = Limits.GATEWAY) String gateway,
            @Nullable @Size(min = 1, max = Limits.TOKEN) String token,
            @NotNull Money amount,
            @Nullable @Pattern(regexp = Limits.PAYMENT_TYPE) String type,
            @Nullable @Valid BillingAddress billingAddress,
            @Nullable @Size(max = Limits.ID) String savedPaymentId,

            @Nullable @Size(max = Limits.PAYMENT_FIELDS)
            Map<
                            @Size(min = 1, max = Limits.PAYMENT_FIELD_NAME) String,
                            @NotNull @Size(max = Limits.PAYMENT_FIELD_VALUE) String>
                    fields,

            @Nullable Boolean save) {

        String effectiveType() {
            return Objects.requireNonNullElse(type, CREDIT_CARD);
        }

        Map<String, String> fieldsOrEmpty() {
            return fields == null ? Map.of() : fields;
        }

        /** Call after validation, which refuses a payment that needs a gateway and has none. */
        private PaymentIntent intent(PaymentSettings settings) {
            boolean offline = settings.isPending(effectiveType());
            return new PaymentIntent(
                    paymentId,
                    offline ? OfflineGateway.NAME : Objects.requireNonNull(gateway),
                    offline ? OfflineGateway.NO_TOKEN : new Token(Objects.requireNonNull(token)),
                    amount,
                    effectiveType(),
                    billingAddress,
                    savedPaymentId,
                    fieldsOrEmpty().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(field -> new PaymentField(field.getKey(), field.getValue()))
                            .toList(),
                    Boolean.TRUE.equals(save));
        }

        @Override
        public String toString() {
            return paymentId + " " + gateway + " " + amount;
        }
    }

    PaymentPurpose purpose() {
        return new PaymentPurpose(cartId, orderNumber, customerId, total);
    }

    List<PaymentIntent> intents(PaymentSettings settings) {
        return payments.stream().map(payment -> payment.intent(settings)).toList();
    }
}
