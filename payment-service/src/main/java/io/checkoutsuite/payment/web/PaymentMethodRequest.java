package io.checkoutsuite.payment.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.saved.SavedPayment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment method that a customer wants to save.
 *
 * @param fields older front ends send gateway and type here, as GATEWAY_TYPE and PAYMENT_TYPE; all other entries are ignored, in particular
 *     tokens
 * @param expires last month of validity
 */
@ValidPayments
record PaymentMethodRequest(
        @Nullable @Size(max = Limits.GATEWAY) String gateway,
        @Nullable @Size(max = Limits.TOKEN) String token,
        @Nullable @Pattern(regexp = Limits.PAYMENT_TYPE) String type,
        @Nullable @Size(max = 100) String name,
        @Nullable @Valid BillingAddressRequest billingAddress,

        @Nullable @Pattern(regexp = "\\d{4}-(0[1-9]|1[0-2])")
        String expires,

        @JsonProperty("default") @Nullable Boolean asDefault,
        @Nullable @Size(max = 50) Map<String, String> fields) {

    private static final String CREDIT_CARD = "CREDIT_CARD";

    @Nullable
    String effectiveGateway() {
        return gateway == null ? field("GATEWAY_TYPE") : gateway;
    }

    boolean wantsToBeDefault() {
        return Boolean.TRUE.equals(asDefault);
    }

    private String effectiveType() {
        if (type != null) {
            return type;
        }
        String fromFields = field("PAYMENT_TYPE");
        return fromFields == null || !fromFields.matches(Limits.PAYMENT_TYPE) ? CREDIT_CARD : fromFields;
    }

    private @Nullable String field(String name) {
        return fields == null ? null : fields.get(name);
    }

    /** Call after validation. */
    SavedPayment payment(String id, Instant now) {
        return new SavedPayment(
                id,
                Objects.requireNonNull(effectiveGateway()),
                new Token(Objects.requireNonNull(token)),
                effectiveType(),
                name,
                billingAddress == null ? null : billingAddress.billingAddress(),
                expires,
                now);
    }

    @Override
    public String toString() {
        return "PaymentMethodRequest[…]";
    }
}
