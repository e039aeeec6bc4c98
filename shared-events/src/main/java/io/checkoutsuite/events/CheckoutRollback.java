package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkout attempt was given up: whatever was reserved or authorized for it goes back, at once and for ever.
 *
 * @param orderNumber the number that the attempt would have had
 * @param failureType why, for instance FAILED_PAYMENT_TRANSACTION
 * @param activity the activity that could not be completed; null if none had begun
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
