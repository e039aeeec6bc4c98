package io.checkoutsuite.cart.timeline;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.replay.Assessments;
import io.checkoutsuite.cart.replay.DecidedAttempts;
import io.checkoutsuite.cart.replay.Traces;
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
    private final DecidedAttempts attempts;
    private final DecidedEvents events;
    private final Assessments others;
    private final Traces traces;
    private final OwedEvents owed;

    /** @param id a cart id for all attempts of the cart, or a request id or order number for one attempt */
    public Optional<Timeline> of(String tenant, String id) {
        return carts.find(tenant, id)
                .map(cart -> timeline(cart, cart.attempts()))
                .or(() -> carts.find(tenant, Cart.cartIdOf(id))
                        .flatMap(cart -> cart.attempt(id).map(attempt -> timeline(cart, List.of(attempt)))))
                .or(() -> attempts.withOrderNumber(tenant, id).map(cart -> timeline(cart, numbered(cart, id))));
    }

    private static List<Attempt> numbered(Cart cart, String orderNumber) {
        return cart.attempts().stream()
                .filter(attempt -> attempt.orderNumber().equals(orderNumber))
                .toList();
    }

    private Timeline timeline(Cart cart, List<Attempt> told) {
        Set<String> owing = owed.of(cart.tenant(), cart.id());
        return new Timeline(
                cart.id(),
                told.stream().map(attempt -> one(cart, attempt, owing)).toList());
    }

    private Timeline.Try one(Cart cart, Attempt attempt, Set<String> owing) {
        List<Timeline.Entry> entries = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        entries.add(entry(attempt.startedAt(), CART, "claimed", "by " + attempt.askedBy()));
        attempt.failures()
                .forEach(failure -> entries.add(entry(
                        attempt.decidedAt(),
                        CART,
                        failure.activity() + " failed",
                        failure.step() + ": " + failure.message())));
        if (attempt.isDecided()) {
            SuiteEvent event = events.event(cart, attempt);
            String eventId = event.eventId();
            entries.add(entry(attempt.decidedAt(), CART, "decided", decision(attempt)));
            entries.add(entry(attempt.decidedAt(), CART, owing.contains(eventId) ? "owed" : "published", eventId));
            if (attempt.undo() != null) {
                entries.add(entry(
                        attempt.undo().dueAt(),
                        CART,
                        "undo " + attempt.undo().state(),
                        String.join(", ", attempt.undo().activities())));
            }
            traces.of(cart.tenant(), attempt.requestId(), others.services())
                    .forEach((service, trace) -> add(entries, missing, service, trace, event));
        }
        entries.sort(Comparator.comparing(Timeline.Entry::at, Comparator.nullsLast(Comparator.naturalOrder())));
        return new Timeline.Try(
                attempt.requestId(), attempt.orderNumber(), attempt.outcome(), List.copyOf(entries), missing);
    }

    private static void add(
            List<Timeline.Entry> entries, List<String> missing, String service, Traces.Trace trace, SuiteEvent event) {
        switch (trace) {
            case Traces.Unknown unknown -> {
                entries.add(entry(null, service, "does not answer", unknown.reason()));
                missing.add(service);
            }
            case Traces.Known known -> {
                known.applied()
                        .forEach(applied -> entries.add(entry(
                                applied.appliedAt(),
                                service,
                                "applied",
                                applied.eventId()
                                        + (applied.replayId() == null
                                                ? ""
                                                : ", again for replay " + applied.replayId()))));
                known.parked()
                        .forEach(letter ->
                                entries.add(entry(letter.parkedAt(), service, "dead letter", letter.reason())));
                if (!Traces.isApplied(known.applied(), event.eventId(), event.type())) {
                    missing.add(service);
                }
            }
        }
    }

    private static String decision(Attempt attempt) {
        AttemptFailure failure = attempt.failure();
        return attempt.outcome() + (failure == null ? "" : ", " + failure.type() + ": " + failure.message());
    }

    private static Timeline.Entry entry(@Nullable Instant at, String service, String what, String detail) {
        return new Timeline.Entry(at, service, what, detail);
    }
}
