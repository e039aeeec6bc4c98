package io.checkoutsuite.operations.timeline;

import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.Participants;
import io.checkoutsuite.operations.participant.ProcessingState;
import io.checkoutsuite.operations.timeline.Timeline.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Assembles the timelines of carts. */
@Service
@RequiredArgsConstructor
public class Timelines {

    private static final String CART = "cart";

    private final CheckoutHistory history;
    private final Participants participants;

    /**
     * Empty if there is no such cart or attempt.
     *
     * @param id a cart id for all attempts of the cart, or a request id or order number for one attempt
     * @throws io.checkoutsuite.operations.history.CartServiceUnavailableException if the cart service is unavailable
     */
    public Optional<Timeline> of(String tenant, String id) {
        return history.named(tenant, id).map(cart -> switch (cart) {
            case CartHistory.Readable readable -> timeline(tenant, readable, id);
            case CartHistory.Unreadable(String cartId, String reason) -> new Timeline(cartId, reason, List.of());
        });
    }

    private Timeline timeline(String tenant, CartHistory.Readable cart, String id) {
        return new Timeline(
                cart.cartId(),
                null,
                cart.attempts().stream()
                        .filter(attempt -> cart.cartId().equals(id)
                                || attempt.requestId().equals(id)
                                || attempt.orderNumber().equals(id))
                        .map(attempt -> timeline(tenant, cart, attempt))
                        .toList());
    }

    private Timeline.AttemptTimeline timeline(String tenant, CartHistory.Readable cart, AttemptHistory attempt) {
        List<Timeline.TimelineEntry> entries = new ArrayList<>();
        entries.add(entry(
                attempt.start().at(), CART, "claimed", "by " + attempt.start().askedBy()));
        Processing processing = switch (attempt) {
            case AttemptHistory.Running running -> new Processing(List.of(), List.of());
            case AttemptHistory.Decided decided -> {
                addDecision(entries, decided);
                entries.add(entry(
                        decided.decidedAt(),
                        CART,
                        cart.isPending(decided.eventId()) ? "pending" : "published",
                        decided.eventId()));
                yield addParticipants(entries, tenant, decided);
            }
        };
        entries.sort(Comparator.comparing(Timeline.TimelineEntry::at, Comparator.nullsLast(Comparator.naturalOrder())));
        return new Timeline.AttemptTimeline(
                attempt.requestId(),
                attempt.orderNumber(),
                outcome(attempt),
                List.copyOf(entries),
                processing.notAppliedBy(),
                processing.unavailable());
    }

    private static @Nullable Outcome outcome(AttemptHistory attempt) {
        return switch (attempt) {
            case AttemptHistory.Running running -> null;
            case AttemptHistory.Completed completed -> Outcome.COMPLETED;
            case AttemptHistory.RolledBack rolledBack -> Outcome.ROLLED_BACK;
        };
    }

    private static void addDecision(List<Timeline.TimelineEntry> entries, AttemptHistory.Decided attempt) {
        switch (attempt) {
            case AttemptHistory.Completed completed ->
                entries.add(entry(completed.decidedAt(), CART, "decided", Outcome.COMPLETED.name()));
            case AttemptHistory.RolledBack rolledBack -> addRollback(entries, rolledBack);
        }
    }

    private static void addRollback(List<Timeline.TimelineEntry> entries, AttemptHistory.RolledBack attempt) {
        attempt.failures()
                .forEach(failure -> entries.add(entry(
                        attempt.decidedAt(),
                        CART,
                        failure.activity() + " failed",
                        failure.step() + ": " + failure.message())));
        AttemptHistory.Reason reason = attempt.reason();
        entries.add(entry(
                attempt.decidedAt(),
                CART,
                "decided",
                Outcome.ROLLED_BACK + (reason == null ? "" : ", " + reason.type() + ": " + reason.message())));
        attempt.compensation()
                .ifPresent(compensation -> entries.add(entry(
                        compensation.dueAt(),
                        CART,
                        "compensation " + compensation.state(),
                        String.join(", ", compensation.activities()))));
    }

    /** The services that have not applied an outcome, and those that did not say whether they have. */
    private record Processing(List<String> notAppliedBy, List<String> unavailable) {}

    private Processing addParticipants(
            List<Timeline.TimelineEntry> entries, String tenant, AttemptHistory.Decided attempt) {
        Processing processing = new Processing(new ArrayList<>(), new ArrayList<>());
        participants
                .processingState(tenant, attempt.requestId(), Participant.all())
                .forEach((participant, state) -> {
                    String service = participant.serviceName();
                    switch (state) {
                        case ProcessingState.Unavailable(String reason) -> {
                            entries.add(entry(null, service, "does not answer", reason));
                            processing.unavailable().add(service);
                        }
                        case ProcessingState.Reported reported -> {
                            addReported(entries, service, reported);
                            if (!ProcessingState.isApplied(
                                    reported.applied(), attempt.eventId(), attempt.eventType())) {
                                processing.notAppliedBy().add(service);
                            }
                        }
                    }
                });
        return processing;
    }

    private static void addReported(
            List<Timeline.TimelineEntry> entries, String service, ProcessingState.Reported reported) {
        reported.applied()
                .forEach(applied -> entries.add(entry(
                        applied.appliedAt(),
                        service,
                        "applied",
                        applied.eventId()
                                + (applied.replayId() == null ? "" : ", again for replay " + applied.replayId()))));
        reported.deadLetters()
                .forEach(letter -> entries.add(entry(letter.parkedAt(), service, "dead letter", letter.reason())));
    }

    private static Timeline.TimelineEntry entry(@Nullable Instant at, String service, String what, String detail) {
        return new Timeline.TimelineEntry(at, service, what, detail);
    }
}
