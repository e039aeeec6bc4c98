package io.checkoutsuite.operations.remote;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.AttemptHistory.ActivityFailure;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CompensationHistory;
import io.checkoutsuite.operations.history.NoOutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeRecord;
import io.checkoutsuite.operations.history.PendingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/**
 * A page of the checkout history as the cart service sends it. Its methods throw a {@link RestClientException} if a member that the state of an
 * attempt requires is missing; nothing is concluded from its absence.
 *
 * @param next must be present, and is null on the last page: a response that lost it is not the last page
 */
record HistoryResponse(
        Instant asOf,
        @JsonProperty(required = true) @Nullable String next,
        List<UnknownId> unknown,
        List<HistoryItem> items) {

    /** An id that names nothing. */
    record UnknownId(
            String id, Boolean cartExists, @Nullable EventMembers rollback) {}

    /** @param unreadable why the cart cannot be read; null if it can */
    record HistoryItem(
            String cartId, @Nullable String unreadable, List<AttemptMembers> attempts, List<PendingEvent> pending) {

        /** @param events whether every decided attempt must have its event, or the reason why it has none */
        CartHistory cart(boolean events) {
            return unreadable != null
                    ? new CartHistory.Unreadable(cartId, unreadable)
                    : new CartHistory.Readable(
                            cartId,
                            attempts.stream().map(AttemptMembers::attempt).toList(),
                            pending,
                            events ? outcomes() : Map.of());
        }

        private Map<String, OutcomeRecord> outcomes() {
            return attempts.stream()
                    .filter(AttemptMembers::isDecided)
                    .map(AttemptMembers::outcomeRecord)
                    .collect(Collectors.toMap(OutcomeRecord::requestId, outcome -> outcome, (first, last) -> last));
        }
    }

    record AttemptMembers(
            String requestId,
            String orderNumber,
            String askedBy,
            Instant startedAt,
            @Nullable Instant leaseUntil,
            @Nullable String outcome,
            @Nullable Instant decidedAt,
            @Nullable String failureType,
            @Nullable String failureMessage,
            List<ActivityFailure> failures,
            @Nullable CompensationHistory compensation,
            @Nullable EventMembers event,
            @Nullable String noEvent) {

        boolean isDecided() {
            return outcome != null;
        }

        private AttemptHistory attempt() {
            AttemptHistory.Start start = new AttemptHistory.Start(requestId, orderNumber, askedBy, startedAt);
            return switch (outcome) {
                case null -> new AttemptHistory.Running(start, required(leaseUntil, "lease"));
                case "COMPLETED" -> new AttemptHistory.Completed(start, required(decidedAt, "time of decision"));
                case "ROLLED_BACK" ->
                    new AttemptHistory.RolledBack(
                            start,
                            required(decidedAt, "time of decision"),
                            failureType == null
                                    ? null
                                    : new AttemptHistory.Reason(
                                            failureType, required(failureMessage, "failure message")),
                            failures,
                            Optional.ofNullable(compensation));
                case String other -> throw new RestClientException("It responded with the unknown outcome " + other);
            };
        }

        OutcomeRecord outcomeRecord() {
            return noEvent == null ? required(event, "event").of(requestId) : new NoOutcomeEvent(requestId, noEvent);
        }

        private <T> T required(@Nullable T value, String what) {
            if (value == null) {
                throw new RestClientException("It responded with attempt " + requestId + " without its " + what);
            }
            return value;
        }
    }

    record EventMembers(String eventId, String type, String digest, JsonNode body) {

        OutcomeEvent of(String requestId) {
            EventType known = EventType.named(type)
                    .orElseThrow(() -> new RestClientException("It responded with the unknown event type " + type));
            return new OutcomeEvent(requestId, eventId, known, digest, body);
        }
    }
}
