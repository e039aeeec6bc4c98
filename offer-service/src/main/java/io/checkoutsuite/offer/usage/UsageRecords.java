package io.checkoutsuite.offer.usage;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.events.OfferUsageChanged;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.reservations.Reservations;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.RequestState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The record of which order used which offers: written once per order, together with its event. */
@Component
@RequiredArgsConstructor
class UsageRecords {

    private final Reservations reservations;
    private final UsageEvents events;
    private final Clock clock;

    /** Records the uses of an order and its pending event in one write, unless they are recorded already; then publishes the event. */
    void record(RequestKey key, CheckoutCompletion completion, List<Use> uses, @Nullable String customerKey) {
        Instant now = clock.instant();
        OutboxEntry event = events.entry(event(completion, uses, now));
        if (reservations.record(key, ownerRecord(completion, uses, customerKey, now), event)) {
            events.publish(key, event);
        }
    }

    /** Whether the uses of the request's order are recorded. */
    boolean contains(RequestKey key) {
        return reservations
                .find(key)
                .filter(request -> request.state() instanceof RequestState.Committed committed && committed.recorded())
                .isPresent();
    }

    private static Map<String, Object> ownerRecord(
            CheckoutCompletion completion, List<Use> uses, @Nullable String customerKey, Instant now) {
        Map<String, Object> ownerRecord = new LinkedHashMap<>();
        ownerRecord.put("orderNumber", completion.orderNumber());
        if (customerKey != null) {
            ownerRecord.put("customerKey", customerKey);
        }
        ownerRecord.put("uses", uses.stream().map(UsageRecords::recorded).toList());
        ownerRecord.put("at", now);
        return ownerRecord;
    }

    private static Map<String, Object> recorded(Use use) {
        return use.code() == null
                ? Map.of("offerId", use.offerId())
                : Map.of("offerId", use.offerId(), "code", use.code());
    }

    private static OfferUsageChanged event(CheckoutCompletion completion, List<Use> uses, Instant now) {
        List<OfferUsageChanged.Use> counted = new ArrayList<>();
        for (Use use : uses) {
            counted.add(new OfferUsageChanged.Use(use.offerId(), 1));
            if (use.code() != null) {
                counted.add(new OfferUsageChanged.Use(use.code(), 1));
            }
        }
        return new OfferUsageChanged(
                completion.requestId(), completion.cartId(), counted, completion.contextInfo(), now);
    }
}
