package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkout attempt was rolled back: everything that was reserved or authorized for it is released, immediately and for good.
 *
 * @param orderNumber the order number that the attempt would have had
 * @param failureType the reason, for instance FAILED_PAYMENT_TRANSACTION
 * @param activity the activity that could not be completed; null if none had started
 * @param customerId null for guests
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckoutRollback(
        String requestId,
        String cartId,
        String orderNumber,
        String failureType,
        @Nullable String failureMessage,
        @Nullable String activity,
        @Nullable String customerId,
        ContextInfo contextInfo,
        Instant occurredAt)
        implements SuiteEvent {

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId;
    }
}
