package io.checkoutsuite.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order now exists in order management.
 *
 * @param shipmentNumbers order number + suffix, one for each fulfilment group
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderCreated(
        String requestId,
        String cartId,
        String orderNumber,
        @Nullable String customerId,
        Money total,
        List<String> shipmentNumbers,
        ContextInfo contextInfo,
        Instant occurredAt)
        implements SuiteEvent {

    public OrderCreated {
        shipmentNumbers = List.copyOf(shipmentNumbers);
    }

    @Override
    public String eventId() {
        return type().wireName() + ":" + requestId;
    }
}
