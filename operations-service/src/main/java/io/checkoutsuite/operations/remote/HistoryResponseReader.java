package io.checkoutsuite.operations.remote;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CompensationHistory;
import io.checkoutsuite.operations.history.NoOutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeRecord;
import io.checkoutsuite.operations.history.PendingEvent;
import io.checkoutsuite.operations.remote.CartHistoryClient.AttemptMembers;
import io.checkoutsuite.operations.remote.CartHistoryClient.CompensationMembers;
import io.checkoutsuite.operations.remote.CartHistoryClient.EventMembers;
import io.checkoutsuite.operations.remote.CartHistoryClient.HistoryItem;
import io.checkoutsuite.operations.remote.CartHistoryClient.PendingMembers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Reads the cart service's responses. A member that is missing makes the response unusable; nothing is concluded from its absence. */
@RequiredArgsConstructor
final class HistoryResponseReader {

    /** Whether every decided attempt must have its event, or the reason why it has none. */
    private final boolean events;

    /** A response of the cart service that cannot be used. */
    static final class UnusableResponseException extends RuntimeException {
        UnusableResponseException(String message) {
            super(message);
        }
    }

    static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new UnusableResponseException("it responded without " + what);
        }
        return value;
    }

    CartHistory cart(HistoryItem item) {
        String cartId = required(item.cartId(), "a cart's id");
        if (item.unreadable() != null) {
            return new CartHistory.Unreadable(cartId, item.unreadable());
        }
        List<AttemptMembers> attempts = required(item.attempts(), "the attempts of cart " + cartId);
        return new CartHistory.Readable(
                cartId,
                attempts.stream().map(this::attempt).toList(),
                required(item.pending(), "the pending events of cart " + cartId).stream()
                        .map(HistoryResponseReader::pending)
                        .toList(),
                events ? outcomes(attempts) : Map.of());
    }

    private static PendingEvent pending(PendingMembers event) {
        return new PendingEvent(
                required(event.eventId(), "the id of a pending event"),
                required(event.requestId(), "the request id of a pending event"),
                required(event.at(), "the time of a pending event"));
    }

    private AttemptHistory attempt(AttemptMembers attempt) {
        Instant startedAt = required(attempt.startedAt(), "the start of an attempt");
        AttemptHistory.Start start = new AttemptHistory.Start(
                requestId(attempt),
                required(attempt.orderNumber(), "the order number of an attempt"),
                required(attempt.askedBy(), "the caller of an attempt"),
                startedAt);
        Instant decidedAt = Objects.requireNonNullElse(attempt.decidedAt(), startedAt);
        return switch (attempt.outcome()) {
            case null -> new AttemptHistory.Running(start, required(attempt.leaseUntil(), "the lease of an attempt"));
            case "COMPLETED" -> new AttemptHistory.Completed(start, decidedAt);
            case "ROLLED_BACK" -> rolledBack(start, decidedAt, attempt);
            case String other -> throw new UnusableResponseException("it responded with the unknown outcome " + other);
        };
    }

    static String requestId(AttemptMembers attempt) {
        return required(attempt.requestId(), "the request id of an attempt");
    }

    private static AttemptHistory.RolledBack rolledBack(
            AttemptHistory.Start start, Instant decidedAt, AttemptMembers attempt) {
        return new AttemptHistory.RolledBack(
                start,
                decidedAt,
                attempt.failureType() == null
                        ? null
                        : new AttemptHistory.Reason(
                                attempt.failureType(), Objects.requireNonNullElse(attempt.failureMessage(), "")),
                elements(
                        attempt.failures(),
                        failure -> new AttemptHistory.ActivityFailure(
                                required(failure.activity(), "the activity of a failure"),
                                required(failure.step(), "the step of a failure"),
                                Objects.requireNonNullElse(failure.message(), ""))),
                Optional.ofNullable(attempt.compensation()).map(HistoryResponseReader::compensation));
    }

    private static CompensationHistory compensation(CompensationMembers compensation) {
        return new CompensationHistory(
                state(required(compensation.state(), "the state of a compensation")),
                required(compensation.dueAt(), "the time of a compensation"),
                elements(
                        compensation.remaining(),
                        remaining -> new CompensationHistory.Remaining(
                                required(remaining.activity(), "the activity of a compensation"),
                                Objects.requireNonNullElse(remaining.reason(), ""))));
    }

    private static CompensationHistory.State state(String name) {
        try {
            return CompensationHistory.State.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new UnusableResponseException("it responded with the unknown state " + name);
        }
    }

    private static <T, R> List<R> elements(@Nullable List<T> members, Function<T, R> reader) {
        return members == null ? List.of() : members.stream().map(reader).toList();
    }

    private static Map<String, OutcomeRecord> outcomes(List<AttemptMembers> attempts) {
        Map<String, OutcomeRecord> outcomes = new HashMap<>();
        attempts.stream()
                .filter(attempt -> attempt.outcome() != null)
                .map(HistoryResponseReader::outcome)
                .forEach(outcome -> outcomes.put(outcome.requestId(), outcome));
        return outcomes;
    }

    static OutcomeRecord outcome(AttemptMembers attempt) {
        String requestId = requestId(attempt);
        return attempt.noEvent() == null
                ? event(requestId, required(attempt.event(), "the event of attempt " + requestId))
                : new NoOutcomeEvent(requestId, attempt.noEvent());
    }

    static OutcomeEvent event(String requestId, EventMembers event) {
        String type = required(event.type(), "the type of an event");
        return new OutcomeEvent(
                requestId,
                required(event.eventId(), "the id of an event"),
                EventType.named(type)
                        .orElseThrow(() ->
                                new UnusableResponseException("it responded with the unknown event type " + type)),
                required(event.digest(), "the digest of an event"),
                required(event.body(), "the body of an event"));
    }
}
