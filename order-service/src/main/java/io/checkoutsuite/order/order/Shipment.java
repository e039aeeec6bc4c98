package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an order that leave together.
 *
 * @param number order number + suffix, from -1 on
 * @param groupId the fulfilment group that it was made from; null for lines that none named
 * @param type SHIP, PICKUP, VIRTUAL, or UNASSIGNED where somebody still has to say how the lines reach the buyer
 * @param address null unless shipped
 * @param price what the buyer pays for it; null for lines that no group named
 */
public record Shipment(
        String number,
        @Nullable String groupId,
        String type,
        ShipmentStatus status,
        @Nullable Address address,
        @Nullable String pickupLocation,
        @Nullable Money price,
        List<Line> lines) {

    static final String UNASSIGNED = "UNASSIGNED";

    public Shipment {
        lines = List.copyOf(lines);
    }

    /** So many pieces of one of the order's lines. */
    public record Line(String lineId, String sku, long quantity) {

        static Line of(CartSnapshot.Line line) {
            return new Line(line.id(), line.sku(), line.quantity());
        }
    }

    /** Where to send it. */
    public record Address(
            @Nullable String name,
            String line1,
            @Nullable String line2,
            String city,
            @Nullable String region,
            @Nullable String postalCode,
            String country,
            @Nullable String phone) {

        static @Nullable Address of(CartSnapshot.@Nullable Address address) {
            return address == null
                    ? null
                    : new Address(
                            address.name(),
                            address.line1(),
                            address.line2(),
                            address.city(),
                            address.region(),
                            address.postalCode(),
                            address.country(),
                            address.phone());
        }
    }
}
