package io.checkoutsuite.order.order;

import io.checkoutsuite.events.CheckoutRollback;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Records a checkout attempt that was rolled back. An order of the same cart from another attempt is not affected. */
@Service
@RequiredArgsConstructor
public class RecordFailedOrder {

    private final Orders orders;
    private final FailedOrders failedOrders;

    /** @throws CheckoutAlreadyOrderedException if this attempt has become an order */
    public void record(CheckoutRollback rollback) {
        FailedOrder failed = FailedOrder.of(rollback);
        orders.find(failed.tenant(), failed.cartId())
                .filter(known -> known.requestId().equals(failed.requestId()))
                .ifPresent(ordered -> {
                    throw new CheckoutAlreadyOrderedException(ordered);
                });
        orders.ruleOut(failed);
        failedOrders.add(failed);
    }
}
