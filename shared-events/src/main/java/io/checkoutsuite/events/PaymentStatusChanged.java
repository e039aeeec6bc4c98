package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of a payment, which is computed from its transactions, has changed.
 *
 * @param sequence the number of transactions from which the status was computed; it grows with each change
 * @param orderNumber the reference that the gateway knows
 * @param previousStatus null for the first status
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentStatusChanged(
        String requestId,
        String cartId,
        String orderNumber,
        String paymentId,
        int sequence,
        Money amount,
        @Nullable String previousStatus,
        String status,
        ContextInfo contextInfo,
        Instant occurredAt)
        implements SuiteEvent {

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId + ":" + paymentId + ":" + sequence;
    }
}
