package io.checkoutsuite.cart.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.checkoutsuite.cart.cart.Address;
import io.checkoutsuite.cart.cart.Contact;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.editing.CartEditing.WantedGroup;
import io.checkoutsuite.cart.editing.CartEditing.WantedPayment;
import io.checkoutsuite.cart.editing.WantedLine;
import io.checkoutsuite.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
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

/** The bodies that the cart service takes. */
final class CartRequests {

    private static final String CURRENCY = "[A-Z]{3}";
    private static final String ATTRIBUTE = "[\\w -]{1,64}";

    private CartRequests() {}

    record CreateCart(
            @NotNull @Pattern(regexp = CURRENCY, message = "is a currency code of three capitals")
            String currency,

            @Nullable @Size(max = 64) String customerId,
            @Nullable @Valid ContactBody contact,
            @Nullable @Size(max = 1000) List<@NotNull @Valid LineBody> lines,
            @Nullable @Valid AddressBody shippingAddress,
            @Nullable @Size(max = 50) List<@NotNull @Valid GroupBody> fulfillmentGroups,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 64) String> codes) {}

    /** One line, or several. */
    record AddLines(
            @Nullable @Size(max = 64) String sku,
            @Nullable Long quantity,

            @Nullable @Size(max = 50)
            Map<@Pattern(regexp = ATTRIBUTE) String, @NotNull @Size(max = 256) String> attributes,

            @Nullable @Size(max = 1000) List<@NotNull @Valid LineBody> lines) {

        @JsonIgnore
        List<WantedLine> wanted() {
            List<WantedLine> all = new ArrayList<>(CartRequests.wanted(lines));
            if (sku != null) {
                all.add(new WantedLine("", sku, orNothing(quantity), attributes == null ? Map.of() : attributes));
            }
            return all;
        }
    }

    /**
     * What a customer adds to the current cart.
     *
     * @param currency of the cart, which may have to be opened first
     */
    record AddToCurrent(
            @NotNull @Pattern(regexp = CURRENCY, message = "is a currency code of three capitals")
            String currency,

            @Nullable @Size(max = 64) String sku,
            @Nullable Long quantity,

            @Nullable @Size(max = 50)
            Map<@Pattern(regexp = ATTRIBUTE) String, @NotNull @Size(max = 256) String> attributes,

            @Nullable @Size(max = 1000) List<@NotNull @Valid LineBody> lines) {

        @JsonIgnore
        List<WantedLine> wanted() {
            return new AddLines(sku, quantity, attributes, lines).wanted();
        }
    }

    record LineBody(
            @NotBlank @Size(max = 64) String sku,
            @Nullable Long quantity,

            @Nullable @Size(max = 50)
            Map<@Pattern(regexp = ATTRIBUTE) String, @NotNull @Size(max = 256) String> attributes) {}

    static List<WantedLine> wanted(@Nullable List<LineBody> lines) {
        List<WantedLine> wanted = new ArrayList<>();
        if (lines != null) {
            for (int i = 0; i < lines.size(); i++) {
                LineBody line = lines.get(i);
                wanted.add(new WantedLine(
                        "/lines/" + i,
                        line.sku(),
                        orNothing(line.quantity()),
                        line.attributes() == null ? Map.of() : line.attributes()));
            }
        }
        return wanted;
    }

    private static long orNothing(@Nullable Long quantity) {
        return quantity == null ? 0 : quantity;
    }

    record ChangeLine(@NotNull @Min(1) @Max(1_000_000) Long quantity) {}

    record ContactBody(
            @Nullable @Email @Size(max = 254) String email,
            @Nullable @Size(max = 200) String name,
            @Nullable @Size(max = 40) String phone) {

        Contact contact() {
            return new Contact(email, name, phone);
        }
    }

    record AddressBody(
            @Nullable @Size(max = 200) String name,
            @NotBlank @Size(max = 200) String line1,
            @Nullable @Size(max = 200) String line2,
            @NotBlank @Size(max = 100) String city,
            @Nullable @Size(max = 100) String region,
            @Nullable @Size(max = 20) String postalCode,

            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "is a country code of two capitals")
            String country,

            @Nullable @Size(max = 40) String phone) {

        Address address() {
            return new Address(name, line1, line2, city, region, postalCode, country, phone);
        }
    }

    record Groups(@NotNull @Size(max = 50) List<@NotNull @Valid GroupBody> groups) {}

    record GroupBody(
            FulfillmentGroup.@NotNull Type type,
            @Nullable @Valid AddressBody address,
            @Nullable @Size(max = 64) String pickupLocation,
            @Nullable @Size(max = 1000) List<@NotBlank String> lineIds) {

        WantedGroup wanted() {
            return new WantedGroup(
                    type,
                    address == null ? null : address.address(),
                    pickupLocation,
                    lineIds == null ? List.of() : lineIds);
        }
    }

    record AddPayment(
            @Nullable @Size(max = 64) String gateway,
            @Nullable @Size(max = 256) String token,
            @Nullable @Size(max = 64) String savedPaymentId,
            @Nullable @Size(max = 40) String type,
            @Nullable Money amount,
            @Nullable @Valid AddressBody billingAddress) {

        WantedPayment wanted() {
            return new WantedPayment(
                    gateway,
                    token,
                    savedPaymentId,
                    type,
                    amount,
                    billingAddress == null ? null : billingAddress.address());
        }
    }

    record Submit(@Nullable Money expectedTotal) {}
}
