package io.checkoutsuite.events;

import java.time.Instant;
import java.util.List;

/**
 * A cart was submitted: the order exists from now on, and every service commits its part of it.
 *
 * @param cart an immutable copy of the cart as it was sold
 * @param orderNumber assigned before payment; the gateway knows it as the reference
 * @param payments the authorized payments, which add up to the cart's total
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
