package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.reservations.ReleaseReason;
import java.util.List;

/** The answer to a checkout that asks for stock: all lines or none (I2). */
public sealed interface Reserved {

    /** Every line is held under the request. */
    record Held() implements Reserved {}

    /** Nothing is held, because of these lines. */
    record OutOfStock(List<SkuShortage> shortages) implements Reserved {

        public OutOfStock {
            shortages = List.copyOf(shortages);
        }
    }

    /** Nothing is held and nothing ever will be under this request: it was rolled back, ran out or was refused. */
    record Closed(ReleaseReason reason) implements Reserved {}
}
