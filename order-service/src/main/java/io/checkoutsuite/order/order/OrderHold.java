package io.checkoutsuite.order.order;

import io.checkoutsuite.events.InventoryShort;
import java.time.Instant;
import java.util.List;

/**
 * One reason why an order is on hold.
 *
 * @param at when the reason occurred
 * @param missing the missing stock, if that is the reason
 */
public record OrderHold(HoldReason reason, Instant at, List<MissingStock> missing) {

    public OrderHold {
        missing = List.copyOf(missing);
    }

    /** How many pieces were requested and how many were available. */
    public record MissingStock(String sku, long requested, long available) {}

    static OrderHold backordered(InventoryShort shortage) {
        return new OrderHold(
                HoldReason.BACKORDERED,
                shortage.occurredAt(),
                shortage.lines().stream()
                        .map(line -> new MissingStock(line.sku(), line.requested(), line.available()))
                        .toList());
    }
}
