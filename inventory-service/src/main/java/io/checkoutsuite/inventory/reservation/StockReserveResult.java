package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.reservations.request.ReleaseReason;
import java.util.List;

/** The result of reserving stock for a checkout: all lines or none. */
public sealed interface StockReserveResult {

    /** Every line is reserved under the request. */
    record Reserved() implements StockReserveResult {}

    /** Nothing is reserved, because these lines are short. */
    record OutOfStock(List<SkuShortage> shortages) implements StockReserveResult {

        public OutOfStock {
            shortages = List.copyOf(shortages);
        }
    }

    /** Nothing is reserved under this request and never will be: it was rolled back, expired or was refused. */
    record Closed(ReleaseReason reason) implements StockReserveResult {}
}
