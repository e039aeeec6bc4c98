package io.checkoutsuite.operations.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.operations.history.EventFilter;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;

/** The cart service's endpoint for its checkout history. */
interface CartHistoryClient {

    /** Null if the response has no body. */
    @PostExchange("/internal/checkouts/histories")
    @Nullable
    HistoryResponse histories(@RequestHeader(TENANT) String tenant, @RequestBody HistoryRequest request);

    /** Which attempts of a cart are read. */
    enum Attempts {
        /** None: only the ids of the carts. */
        NONE,
        /** Those that match the filter. */
        MATCHING,
        ALL
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HistoryRequest(
            HistoryFilter filter,
            Attempts attempts,
            boolean events,
            @Nullable String after,
            int limit) {

        /** The request for the page after this cursor. */
        HistoryRequest after(String cursor) {
            return new HistoryRequest(filter, attempts, events, cursor, limit);
        }
    }

    /** Selects carts or attempts. */
    sealed interface HistoryFilter {}

    record OfCarts(Collection<String> cartIds) implements HistoryFilter {}

    record OfAttempts(Collection<String> requestIds) implements HistoryFilter {}

    /** @param id a cart id, request id or order number */
    record OfAnyId(String id) implements HistoryFilter {}

    record Unfinished(boolean unfinished) implements HistoryFilter {}

    /** Selects what meets all conditions that are set, or everything. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Conditions(
            @Nullable String cartId,
            @Nullable String requestId,
            @Nullable String orderNumber,
            @Nullable Instant decidedFrom,
            @Nullable Instant decidedTo,
            @Nullable String eventType,
            @Nullable String failureType)
            implements HistoryFilter {

        static final Conditions NONE = new Conditions(null, null, null, null, null, null, null);

        static Conditions decidedIn(Instant from, Instant to) {
            return new Conditions(null, null, null, from, to, null, null);
        }

        static Conditions of(EventFilter filter) {
            EventType type = filter.eventType();
            return new Conditions(
                    filter.cartId(),
                    filter.requestId(),
                    filter.orderNumber(),
                    filter.from(),
                    filter.to(),
                    type == null ? null : type.wireName(),
                    filter.failureType());
        }
    }
}
