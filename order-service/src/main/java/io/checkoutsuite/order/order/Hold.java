package io.checkoutsuite.order.order;

import io.checkoutsuite.events.InventoryShort;
import java.time.Instant;
import java.util.List;

/**
 * One reason why an order has to wait.
 *
 * @param at when it came up
 * @param missing the stock that is missing, where that is the reason
 */
public record Hold(HoldReason reason, Instant at, List<MissingStock> missing) {

    public Hold {
        missing = List.copyOf(missing);
    }

    /** How many pieces were wanted and how many were there. */
    public record MissingStock(String sku, long requested, long available) {}

    static Hold backordered(InventoryShort shortage) {
        return new Hold(
                HoldReason.BACKORDERED,
                shortage.occurredAt(),
                shortage.lines().stream()
                        .map(line -> new MissingStock(line.sku(), line.requested(), line.available()))
                        .toList());
    }
}
