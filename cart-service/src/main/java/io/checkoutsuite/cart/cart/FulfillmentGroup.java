package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that reach the buyer together.
 *
 * @param address where to ship to; null unless shipped
 * @param pickupLocation where to pick up; null unless picked up
 * @param lineIds empty means every line that no other group names
 */
public record FulfillmentGroup(
        String id,
        Type type,
        @Nullable Address address,
        @Nullable String pickupLocation,
        List<String> lineIds,
        Money price) {

    public FulfillmentGroup {
        lineIds = List.copyOf(lineIds);
    }

    /** How it reaches the buyer. */
    public enum Type {
        SHIP,
        PICKUP,
        VIRTUAL
    }

    /** Whether everything is there that sending it needs. */
    public boolean lacksNothing() {
        return switch (type) {
            case SHIP -> address != null;
            case PICKUP -> pickupLocation != null;
            case VIRTUAL -> true;
        };
    }

    FulfillmentGroup without(String lineId) {
        return new FulfillmentGroup(
                id,
                type,
                address,
                pickupLocation,
                lineIds.stream().filter(line -> !line.equals(lineId)).toList(),
                price);
    }
}
