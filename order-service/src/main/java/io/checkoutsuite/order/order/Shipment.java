package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CartSnapshot;
import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an order that ship together.
 *
 * @param number order number + suffix, starting with -1
 * @param groupId the fulfilment group that it was made from; null for lines without a group
 * @param type SHIP, PICKUP, VIRTUAL, or UNASSIGNED if it is still to be decided how the lines reach the buyer
 * @param address null unless shipped
 * @param price what the buyer pays for the shipment; null for lines without a group
 */
public record Shipment(
        String number,
        @Nullable String groupId,
        String type,
        ShipmentStatus status,
        @Nullable Address address,
        @Nullable String pickupLocation,
        @Nullable Money price,
        List<ShipmentLine> lines) {

    static final String UNASSIGNED = "UNASSIGNED";

    public Shipment {
        lines = List.copyOf(lines);
    }

    /** A quantity of one of the order's lines. */
    public record ShipmentLine(String lineId, String sku, long quantity) {

        static ShipmentLine of(CartSnapshot.Line line) {
            return new ShipmentLine(line.id(), line.sku(), line.quantity());
        }
    }

    /** The delivery address. */
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
