package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment's status, computed from its transactions, is another than before.
 *
 * @param sequence how many transactions the status was computed from: later is larger
 * @param orderNumber the reference that the gateway knows
 * @param previousStatus null for the first
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
