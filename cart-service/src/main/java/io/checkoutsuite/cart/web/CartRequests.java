package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.FulfillmentGroup.Type;
import io.checkoutsuite.cart.cart.PaymentField;
import io.checkoutsuite.cart.editing.CartEditing.FulfillmentGroupInput;
import io.checkoutsuite.cart.editing.LineInput;
import io.checkoutsuite.cart.editing.PaymentInput;
import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.limits.ValidCode;
import io.checkoutsuite.web.limits.ValidCustomerId;
import io.checkoutsuite.web.limits.ValidSku;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.ValidEmailAddress;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request bodies of the cart service. */
final class CartRequests {

    private static final String CURRENCY = "[A-Z]{3}";

    /** A line with 0 pieces is allowed and ignored. */
    private static final String QUANTITY = "must be 1 to 1,000,000";

    private CartRequests() {}

    record CreateCartRequest(
            @NotNull @Pattern(regexp = CURRENCY, message = "must be a currency code of three capital letters")
            String currency,

            @Nullable @ValidCustomerId String customerId,
            @Nullable @Valid ContactRequest contact,
            @Nullable @Size(max = Limits.LINES) List<@NotNull @Valid CartLineRequest> lines,
            @Nullable @Valid AddressRequest shippingAddress,
            @Nullable @Size(max = 50) List<@NotNull @Valid FulfillmentGroupRequest> fulfillmentGroups,
            @Nullable @Size(max = Limits.CODES_OF_CART) List<@NotBlank @ValidCode String> codes)
            implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            checkCurrency(currency, errors);
            List<FulfillmentGroupRequest> groups = fulfillmentGroups == null ? List.of() : fulfillmentGroups;
            for (int i = 0; i < groups.size(); i++) {
                FulfillmentGroupRequest group = groups.get(i);
                int named = group == null || group.lineIds() == null
                        ? 0
                        : group.lineIds().size();
                for (int j = 0; j < named; j++) {
                    errors.add(
                            "/fulfillmentGroups/" + i + "/lineIds/" + j,
                            "unknown-line",
                            "The lines of a new cart have no ids yet");
                }
            }
        }
    }

    private static void checkCurrency(@Nullable String code, ValidationErrors errors) {
        if (code != null && code.matches(CURRENCY) && !Money.isCurrency(code)) {
            errors.add("/currency", "unknown-currency", code + " is not a currency that prices can be given in");
        }
    }

    /** One line, or several. */
    record AddLinesRequest(
            @Nullable @ValidSku String sku,

            @Nullable @Min(value = 0, message = QUANTITY) @Max(value = Limits.QUANTITY, message = QUANTITY)
            Long quantity,

            @Nullable @Size(max = 50)
            Map<
                            @Pattern(regexp = Limits.ATTRIBUTE, message = Limits.ATTRIBUTE_RULE) String,
                            @NotNull @Size(max = 256) String>
                    attributes,

            @Nullable @Size(max = Limits.LINES) List<@NotNull @Valid CartLineRequest> lines) {

        @JsonIgnore
        List<LineInput> toInputs() {
            List<LineInput> all = new ArrayList<>(CartRequests.toInputs(lines));
            if (sku != null) {
                all.add(new LineInput(
                        "", Sku.canonical(sku), orZero(quantity), attributes == null ? Map.of() : attributes));
            }
            return all;
        }
    }

    /**
     * What a customer adds to the current cart.
     *
     * @param currency of the cart, which is created if there is none
     */
    record AddToCurrentCartRequest(
            @NotNull @Pattern(regexp = CURRENCY, message = "must be a currency code of three capital letters")
            String currency,

            @Nullable @ValidSku String sku,

            @Nullable @Min(value = 0, message = QUANTITY) @Max(value = Limits.QUANTITY, message = QUANTITY)
            Long quantity,

            @Nullable @Size(max = 50)
            Map<
                            @Pattern(regexp = Limits.ATTRIBUTE, message = Limits.ATTRIBUTE_RULE) String,
                            @NotNull @Size(max = 256) String>
                    attributes,

            @Nullable @Size(max = Limits.LINES) List<@NotNull @Valid CartLineRequest> lines)
            implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            checkCurrency(currency, errors);
        }

        @JsonIgnore
        List<LineInput> toInputs() {
            return new AddLinesRequest(sku, quantity, attributes, lines).toInputs();
        }
    }

    record CartLineRequest(
            @NotBlank @ValidSku String sku,

            @Nullable @Min(value = 0, message = QUANTITY) @Max(value = Limits.QUANTITY, message = QUANTITY)
            Long quantity,

            @Nullable @Size(max = 50)
            Map<
                            @Pattern(regexp = Limits.ATTRIBUTE, message = Limits.ATTRIBUTE_RULE) String,
                            @NotNull @Size(max = 256) String>
                    attributes) {}

    static List<LineInput> toInputs(@Nullable List<CartLineRequest> lines) {
        List<LineInput> inputs = new ArrayList<>();
        if (lines != null) {
            for (int i = 0; i < lines.size(); i++) {
                CartLineRequest line = lines.get(i);
                inputs.add(new LineInput(
                        "/lines/" + i,
                        Sku.canonical(line.sku()),
                        orZero(line.quantity()),
                        line.attributes() == null ? Map.of() : line.attributes()));
            }
        }
        return inputs;
    }

    private static long orZero(@Nullable Long quantity) {
        return quantity == null ? 0 : quantity;
    }

    record ChangeLineRequest(
            @NotNull @Min(1) @Max(Limits.QUANTITY) Long quantity) {}

    record ContactRequest(
            @Nullable @ValidEmailAddress @Size(max = Limits.EMAIL)
            String email,

            @Nullable @Size(max = Limits.NAME) String name,
            @Nullable @Size(max = Limits.PHONE) String phone) {

        Contact contact() {
            return new Contact(email == null ? null : email.strip(), name, phone);
        }
    }

    record AddressRequest(
            @Nullable @Size(max = Limits.NAME) String name,
            @NotBlank @Size(max = Limits.ADDRESS_LINE) String line1,
            @Nullable @Size(max = Limits.ADDRESS_LINE) String line2,
            @NotBlank @Size(max = Limits.CITY) String city,
            @Nullable @Size(max = Limits.REGION) String region,
            @Nullable @Size(max = Limits.POSTAL_CODE) String postalCode,

            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be a country code of two capital letters")
            String country,

            @Nullable @Size(max = Limits.PHONE) String phone) {

        Address address() {
            return new Address(name, line1, line2, city, region, postalCode, country, phone);
        }
    }

    record SetFulfillmentGroupsRequest(
            @NotNull @Size(max = 50) List<@NotNull @Valid FulfillmentGroupRequest> groups) {}

    record FulfillmentGroupRequest(
            // Bean validation ignores a constraint written as FulfillmentGroup.@NotNull Type: so the type is imported.
            @NotNull Type type,
            @Nullable @Valid AddressRequest address,
            @Nullable @Size(max = 64) String pickupLocation,
            @Nullable @Size(max = Limits.LINES) List<@NotBlank String> lineIds) {

        FulfillmentGroupInput toInput() {
            return new FulfillmentGroupInput(
                    type,
                    address == null ? null : address.address(),
                    pickupLocation,
                    lineIds == null ? List.of() : lineIds);
        }
    }

    /**
     * A payment: gateway and token, a saved payment method of the customer, or only a type that no gateway handles, such as a bank transfer.
     *
     * @param savedPaymentId gateway, token, type and billing address come from the saved payment method, whatever else is sent
     * @param useDefault the same with the customer's default payment method
     * @param amount the remainder if it is left out; such a payment replaces the one that covered the remainder before
     * @param fields additional data of the shop, for instance the reference of a transfer; never used as a token
     * @param save whether to save the payment method for the customer once the order exists
     */
    record AddPaymentRequest(
            @Nullable @Size(min = 1, max = Limits.GATEWAY) String gateway,
            @Nullable @Size(min = 1, max = Limits.TOKEN) String token,
            @Nullable @Size(max = Limits.ID) String savedPaymentId,
            @Nullable Boolean useDefault,

            @Nullable @Pattern(regexp = Limits.PAYMENT_TYPE, message = "has 1 to 40 capitals, digits or underscores")
            String type,

            @Nullable Money amount,
            @Nullable @Valid AddressRequest billingAddress,

            @Nullable @Size(max = Limits.PAYMENT_FIELDS)
            Map<
                            @Size(min = 1, max = Limits.PAYMENT_FIELD_NAME) String,
                            @NotNull @Size(max = Limits.PAYMENT_FIELD_VALUE) String>
                    fields,

            @Nullable Boolean save)
            implements CheckedRequest {

        @Override
        public void check(ValidationErrors errors) {
            if (!isSaved() && !isOnlyType()) {
                checkPresent("gateway", gateway, errors);
                checkPresent("token", token, errors);
            }
            if (savedPaymentId != null && usesDefault()) {
                errors.add("/useDefault", "not-allowed", "Send either savedPaymentId or useDefault");
            }
            if (isSaved() && Boolean.TRUE.equals(save)) {
                errors.add("/save", "not-allowed", "The payment method is saved already");
            }
            if (amount != null && !amount.isPositive()) {
                errors.add("/amount/amount", "too-small", "The amount must be greater than zero");
            }
        }

        private boolean usesDefault() {
            return Boolean.TRUE.equals(useDefault);
        }

        private boolean isSaved() {
            return savedPaymentId != null || usesDefault();
        }

        /** Whether a gateway handles the type is known to the payment service. */
        private boolean isOnlyType() {
            return type != null && gateway == null && token == null;
        }

        /** The size of an empty text is reported by its constraint. */
        private static void checkPresent(String member, @Nullable String value, ValidationErrors errors) {
            if (value == null || (value.isBlank() && !value.isEmpty())) {
                errors.add("/" + member, "missing", member + " is missing");
            }
        }

        PaymentInput toInput() {
            return new PaymentInput(
                    gateway,
                    token,
                    savedPaymentId,
                    usesDefault(),
                    type,
                    amount,
                    billingAddress == null ? null : billingAddress.address(),
                    fields == null
                            ? List.of()
                            : fields.entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(field -> new PaymentField(field.getKey(), field.getValue()))
                                    .toList(),
                    Boolean.TRUE.equals(save));
        }

        @Override
        public String toString() {
            return "AddPaymentRequest[…]";
        }
    }

    record SubmitCartRequest(@Nullable Money expectedTotal) {}
}
