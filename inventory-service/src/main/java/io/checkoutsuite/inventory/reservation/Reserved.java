package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.reservations.ReleaseReason;
import java.util.List;

/** The result of reserving stock for a checkout: all lines or none. */
public sealed interface Reserved {

    /** Every line is reserved under the request. */
    record Held() implements Reserved {}

    /** Nothing is reserved, because these lines are short. */
    record OutOfStock(List<SkuShortage> shortages) implements Reserved {

        public OutOfStock {
            shortages = List.copyOf(shortages);
        }
    }

    /** Nothing is reserved under this request and never will be: it was rolled back, expired or was refused. */
    record Closed(ReleaseReason reason) implements Reserved {}
}
