package io.checkoutsuite.cart.timeline;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.replay.DecidedCheckouts;
import io.checkoutsuite.cart.replay.ParticipantPreviews;
import io.checkoutsuite.cart.replay.ProcessingStates;
import io.checkoutsuite.events.SuiteEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Assembles the timelines of carts. */
@Service
@RequiredArgsConstructor
public class Timelines {

    private static final String CART = "cart";

    private final Carts carts;
    private final DecidedCheckouts decidedCheckouts;
    private final OutcomeEvents outcomeEvents;
    private final ParticipantPreviews participants;
    private final ProcessingStates processingStates;
    private final CartOutbox outbox;

    /** @param id a cart id for all attempts of the cart, or a request id or order number for one attempt */
    public Optional<Timeline> of(String tenant, String id) {
        return carts.find(tenant, id)
                .map(cart -> timeline(cart, cart.attempts()))
                .or(() -> carts.find(tenant, Cart.cartIdOf(id))
                        .flatMap(cart -> cart.attempt(id).map(attempt -> timeline(cart, List.of(attempt)))))
                .or(() -> decidedCheckouts
                        .withOrderNumber(tenant, id)
                        .map(cart -> timeline(cart, withOrderNumber(cart, id))));
    }

    private static List<Attempt> withOrderNumber(Cart cart, String orderNumber) {
        return cart.attempts().stream()
                .filter(attempt -> attempt.orderNumber().equals(orderNumber))
                .toList();
    }

    private Timeline timeline(Cart cart, List<Attempt> attempts) {
        Set<String> pending = outbox.pendingEventIds(cart.tenant(), cart.id());
        return new Timeline(
                cart.id(),
                attempts.stream()
                        .map(attempt -> attemptTimeline(cart, attempt, pending))
                        .toList());
    }

    private Timeline.AttemptTimeline attemptTimeline(Cart cart, Attempt attempt, Set<String> pending) {
        List<Timeline.Entry> entries = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        entries.add(entry(
                attempt.claim().startedAt(),
                CART,
                "claimed",
                "by " + attempt.claim().submission().askedBy()));
        if (attempt instanceof Attempt.Decided decided) {
            decided.failures()
                    .forEach(failure -> entries.add(entry(
                            decided.decidedAt(),
                            CART,
                            failure.activity() + " failed",
                            failure.step() + ": " + failure.message())));
            SuiteEvent event = outcomeEvents.event(cart, decided);
            String eventId = event.eventId();
            entries.add(entry(decided.decidedAt(), CART, "decided", decision(decided)));
            entries.add(entry(decided.decidedAt(), CART, pending.contains(eventId) ? "pending" : "published", eventId));
            if (decided instanceof Attempt.RolledBack rolledBack && rolledBack.compensation() != null) {
                entries.add(compensation(rolledBack.compensation()));
            }
            processingStates
                    .of(cart.tenant(), attempt.requestId(), participants.services())
                    .forEach((service, state) -> add(entries, missing, service, state, event));
        }
        entries.sort(Comparator.comparing(Timeline.Entry::at, Comparator.nullsLast(Comparator.naturalOrder())));
        return new Timeline.AttemptTimeline(
                attempt.requestId(),
                attempt.orderNumber(),
                attempt instanceof Attempt.Decided decided ? decided.outcome() : null,
                List.copyOf(entries),
                missing);
    }

    private static void add(
            List<Timeline.Entry> entries,
            List<String> missing,
            String service,
            ProcessingStates.ProcessingState state,
            SuiteEvent event) {
        switch (state) {
            case ProcessingStates.Unavailable unavailable -> {
                entries.add(entry(null, service, "does not answer", unavailable.reason()));
                missing.add(service);
            }
            case ProcessingStates.Reported reported -> {
                reported.applied()
                        .forEach(applied -> entries.add(entry(
                                applied.appliedAt(),
                                service,
                                "applied",
                                applied.eventId()
                                        + (applied.replayId() == null
                                                ? ""
                                                : ", again for replay " + applied.replayId()))));
                reported.deadLetters()
                        .forEach(deadLetter ->
                                entries.add(entry(deadLetter.parkedAt(), service, "dead letter", deadLetter.reason())));
                if (!ProcessingStates.isApplied(reported.applied(), event.eventId(), event.type())) {
                    missing.add(service);
                }
            }
        }
    }

    private static Timeline.Entry compensation(Compensation compensation) {
        Instant at =
                switch (compensation) {
                    case Compensation.Pending pending -> pending.dueAt();
                    case Compensation.NeedsAttention needsAttention -> needsAttention.since();
                    case Compensation.Done done -> done.since();
                };
        return entry(at, CART, "compensation " + compensation.state(), String.join(", ", compensation.activities()));
    }

    private static String decision(Attempt.Decided decided) {
        return switch (decided) {
            case Attempt.Completed completed -> completed.outcome().name();
            case Attempt.RolledBack rolledBack ->
                rolledBack.outcome() + ", " + rolledBack.failure().type() + ": "
                        + rolledBack.failure().message();
        };
    }

    private static Timeline.Entry entry(@Nullable Instant at, String service, String what, String detail) {
        return new Timeline.Entry(at, service, what, detail);
    }
}
