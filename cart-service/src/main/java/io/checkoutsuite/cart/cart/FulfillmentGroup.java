package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are delivered to the buyer together.
 *
 * @param address the delivery address; null unless shipped
 * @param pickupLocation the pickup location; null unless picked up
 * @param lineIds an empty list means every line that is in no other group
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

    /** How the group is delivered to the buyer. */
    public enum Type {
        SHIP,
        PICKUP,
        VIRTUAL
    }

    /** Whether everything that the delivery needs is set. */
    public boolean isComplete() {
        return switch (type) {
            case SHIP -> address != null;
            case PICKUP -> pickupLocation != null;
            case VIRTUAL -> true;
        };
    }

    /** The group without these lines. Empty if it has no other lines, because a group without lines would apply to the whole cart. */
    Optional<FulfillmentGroup> without(Set<String> lines) {
        List<String> rest =
                lineIds.stream().filter(line -> !lines.contains(line)).toList();
        return rest.isEmpty() && !lineIds.isEmpty()
                ? Optional.empty()
                : Optional.of(new FulfillmentGroup(id, type, address, pickupLocation, rest, price));
    }
}
