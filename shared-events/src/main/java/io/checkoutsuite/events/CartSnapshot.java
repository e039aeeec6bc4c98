package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cart as it was sold: copies of names, prices and addresses, so that later changes of a product or an address book do not affect
 * the order.
 *
 * @param status SUBMITTED
 * @param customerId null for guests
 * @param codes the applied offer codes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CartSnapshot(
        String id,
        long version,
        String status,
        String currency,
        @Nullable String customerId,
        @Nullable Contact contact,
        List<Line> lines,
        List<FulfillmentGroup> fulfillmentGroups,
        List<String> codes,
        List<Discount> discounts,
        Totals totals) {

    public CartSnapshot {
        lines = List.copyOf(lines);
        fulfillmentGroups = List.copyOf(fulfillmentGroups);
        codes = List.copyOf(codes);
        discounts = List.copyOf(discounts);
    }

    /** The contact details of the buyer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Contact(
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone) {}

    /** A delivery address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Address(
            @Nullable String name,
            String line1,
            @Nullable String line2,
            String city,
            @Nullable String region,
            @Nullable String postalCode,
            String country,
            @Nullable String phone) {}

    /**
     * One line.
     *
     * @param quantity in pieces, at least 1
     * @param total unit price × quantity, before discounts
     * @param discount this line's share of all discounts, not negative
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String id,
            String sku,
            String name,
            long quantity,
            Money unitPrice,
            Money total,
            Money discount,
            Map<String, String> attributes) {

        public Line {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Lines that are fulfilled together.
     *
     * @param type SHIP, PICKUP or VIRTUAL
     * @param address null unless the type is SHIP
     * @param lineIds empty for all lines that no other group names
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FulfillmentGroup(
            String id,
            String type,
            @Nullable Address address,
            @Nullable String pickupLocation,
            List<String> lineIds,
            Money price) {

        public FulfillmentGroup {
            lineIds = List.copyOf(lineIds);
        }
    }

    /**
     * The discount of one offer.
     *
     * @param code null for an offer that needs no code
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Discount(String offerId, @Nullable String code, String name, Money amount) {}

    /** The totals; {@code total = items - offers + fulfillment + tax + fees}. */
    public record Totals(Money items, Money offers, Money fulfillment, Money tax, Money fees, Money total) {}
}
