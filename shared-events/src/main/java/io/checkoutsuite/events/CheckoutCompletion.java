package io.checkoutsuite.events;

import java.time.Instant;
import java.util.List;

/**
 * A cart was submitted: from here on the order exists, and every service makes its share of it final.
 *
 * @param cart the cart as it was sold, frozen
 * @param orderNumber fixed before payment and known to the gateway as reference
 * @param payments what was authorized, adding up to the cart's total
 */
public record CheckoutCompletion(
        String requestId,
        String orderNumber,
        CartSnapshot cart,
        List<PaymentSummary> payments,
        ContextInfo contextInfo,
        Instant occurredAt)
        implements SuiteEvent {

    public CheckoutCompletion {
        payments = List.copyOf(payments);
    }

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId;
    }

    @Override
    public String cartId() {
        return cart.id();
    }
}
