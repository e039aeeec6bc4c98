package io.checkoutsuite.operations.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** The cart service's endpoint for its checkout history. Any member of a response may be missing; {@link HistoryResponseReader} decides. */
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

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HistoryFilter(
            @Nullable Collection<String> cartIds,
            @Nullable Collection<String> requestIds,
            @Nullable String id,
            @Nullable String cartId,
            @Nullable String requestId,
            @Nullable String orderNumber,
            @Nullable Instant decidedFrom,
            @Nullable Instant decidedTo,
            @Nullable String eventType,
            @Nullable String failureType,
            @Nullable Boolean unfinished) {

        static HistoryFilter everything() {
            return new HistoryFilter(null, null, null, null, null, null, null, null, null, null, null);
        }

        static HistoryFilter ofCarts(Collection<String> cartIds) {
            return new HistoryFilter(cartIds, null, null, null, null, null, null, null, null, null, null);
        }

        static HistoryFilter ofRequests(Collection<String> requestIds) {
            return new HistoryFilter(null, requestIds, null, null, null, null, null, null, null, null, null);
        }

        static HistoryFilter named(String id) {
            return new HistoryFilter(null, null, id, null, null, null, null, null, null, null, null);
        }

        static HistoryFilter decidedIn(Instant from, Instant to) {
            return new HistoryFilter(null, null, null, null, null, null, from, to, null, null, null);
        }

        static HistoryFilter isUnfinished() {
            return new HistoryFilter(null, null, null, null, null, null, null, null, null, null, true);
        }
    }

    /** @param next must be present, and is null on the last page: a response that lost it is not the last page */
    record HistoryResponse(
            @Nullable Instant asOf,
            @JsonProperty(required = true) @Nullable String next,
            @Nullable List<UnknownId> unknown,
            @Nullable List<HistoryItem> items) {}

    record UnknownId(
            @Nullable String id,
            @Nullable Boolean cartExists,
            @Nullable EventMembers rollback) {}

    record HistoryItem(
            @Nullable String cartId,
            @Nullable String unreadable,
            @Nullable List<AttemptMembers> attempts,
            @Nullable List<PendingMembers> pending) {}

    record AttemptMembers(
            @Nullable String requestId,
            @Nullable String orderNumber,
            @Nullable String askedBy,
            @Nullable Instant startedAt,
            @Nullable Instant leaseUntil,
            @Nullable String outcome,
            @Nullable Instant decidedAt,
            @Nullable String failureType,
            @Nullable String failureMessage,
            @Nullable List<FailureMembers> failures,
            @Nullable CompensationMembers compensation,
            @Nullable EventMembers event,
            @Nullable String noEvent) {}

    record FailureMembers(
            @Nullable String activity,
            @Nullable String step,
            @Nullable String message) {}

    record CompensationMembers(
            @Nullable String state,
            @Nullable Instant dueAt,
            @Nullable List<RemainingMembers> remaining) {}

    record RemainingMembers(
            @Nullable String activity, @Nullable String reason) {}

    record EventMembers(
            @Nullable String eventId,
            @Nullable String type,
            @Nullable String digest,
            @Nullable JsonNode body) {}

    record PendingMembers(
            @Nullable String eventId,
            @Nullable String requestId,
            @Nullable Instant at) {}
}
