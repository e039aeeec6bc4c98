package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** Empty if it was for these lines only: without any line it would be for all of the cart. */
    Optional<FulfillmentGroup> without(Set<String> lines) {
        List<String> rest =
                lineIds.stream().filter(line -> !lines.contains(line)).toList();
        return rest.isEmpty() && !lineIds.isEmpty()
                ? Optional.empty()
                : Optional.of(new FulfillmentGroup(id, type, address, pickupLocation, rest, price));
    }
}
