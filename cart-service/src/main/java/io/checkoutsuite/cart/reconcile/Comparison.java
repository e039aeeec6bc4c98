package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Checks at one point in time whether what a participant holds matches the checkouts' outcomes. Uses no database and no other service. */
@RequiredArgsConstructor
final class Comparison {

    /** Recovery runs every second: an attempt that it has not resumed this long after the lease expired is stuck. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    /** Carts are retained at least this long, so the cart of a younger order must exist. */
    private static final Duration NEVER_PURGED_BEFORE = Duration.ofDays(1);

    private static final Set<String> HELD_FOR_A_WHILE = Set.of("STOCK_SOFT", "USES_RESERVED", "PAYMENT_HELD");

    private static final String CART = "cart";

    private final Instant now;
    private final Duration grace;

    /** Whether it is so recent that its events may still be in flight. */
    boolean isInFlight(Instant since) {
        return since.isAfter(now.minus(grace));
    }

    /** The discrepancy of an attempt that the cart's own document shows. */
    Optional<Amiss> ofAttempt(Cart cart, Attempt attempt) {
        if (!attempt.isDecided()) {
            return attempt.leaseUntil().plus(RECOVERY).isBefore(now)
                    ? Optional.of(Amiss.of(
                            FindingType.CHECKOUT_STUCK,
                            CART,
                            cart,
                            attempt,
                            attempt.leaseUntil(),
                            now,
                            "undecided since its lease expired at " + attempt.leaseUntil(),
                            new Remedy.Resume()))
                    : Optional.empty();
        }
        return Optional.ofNullable(attempt.undo())
                .filter(undo -> undo.state() == Undo.State.NEEDS_ATTENTION)
                .map(undo -> Amiss.of(
                        FindingType.UNDO_NEEDS_ATTENTION,
                        CART,
                        cart,
                        attempt,
                        undo.dueAt(),
                        now,
                        notUndone(undo),
                        new Remedy.UndoAnew()));
    }

    private static String notUndone(Undo undo) {
        return String.join(
                "; ",
                undo.missing().stream()
                        .map(missing -> missing.activity() + ": " + missing.reason())
                        .toList());
    }

    /** The discrepancy of a pending event that should be published by now. */
    Optional<Amiss> ofOwed(String cartId, OutboxEntry entry, @Nullable String orderNumber) {
        return isInFlight(entry.at())
                ? Optional.empty()
                : Optional.of(amiss(
                        FindingType.EVENT_OWED,
                        CART,
                        cartId,
                        entry.requestId(),
                        orderNumber,
                        entry.at(),
                        entry.eventId() + " is not published",
                        new Remedy.Relay(entry.eventId())));
    }

    Amiss unreadable(String cartId, String why, Instant since) {
        return amiss(FindingType.CART_UNREADABLE, CART, cartId, null, null, since, why, new Remedy.ByHand());
    }

    /** The discrepancy if the outcome event of a decided attempt would still change a participant, or contradicts its state. */
    Optional<Amiss> ofEffect(Party party, Cart cart, Attempt attempt, Effect effect) {
        boolean completed = attempt.outcome() == Attempt.Outcome.COMPLETED;
        if (effect.kind() == Effect.Kind.NOTHING || (!completed && isBeingUndone(party, attempt))) {
            return Optional.empty();
        }
        EventType event = outcomeEvent(attempt);
        boolean change = effect.kind() == Effect.Kind.CHANGE;
        FindingType type = completed
                ? (change ? party.notCompleted : party.contradictsCompletion)
                : (change ? party.notRolledBack : party.contradictsRollback);
        return Optional.of(Amiss.of(
                type,
                party.word(),
                cart,
                attempt,
                decidedAt(attempt),
                now,
                effect.description(),
                change ? new Remedy.PublishAgain(event, party) : new Remedy.ByHand()));
    }

    static EventType outcomeEvent(Attempt decided) {
        return decided.outcome() == Attempt.Outcome.COMPLETED
                ? EventType.CHECKOUT_COMPLETION
                : EventType.CHECKOUT_ROLLBACK;
    }

    /** Whether an open compensation covers the participant: it is retried, or is a finding of its own. */
    private static boolean isBeingUndone(Party party, Attempt attempt) {
        Undo undo = attempt.undo();
        return undo != null
                && undo.state() != Undo.State.DONE
                && undo.activities().contains(party.activity);
    }

    static Instant decidedAt(Attempt attempt) {
        Instant decidedAt = attempt.decidedAt();
        return decidedAt == null ? attempt.startedAt() : decidedAt;
    }

    /**
     * The discrepancy of a held resource whose checkout is unknown. What a known attempt holds is checked by its outcome.
     *
     * @param attemptsByCart of the carts that exist, read after the held resource
     */
    Optional<Amiss> ofHolding(Party party, Holding holding, Map<String, List<Attempt>> attemptsByCart) {
        if (isInFlight(holding.since())) {
            return Optional.empty();
        }
        List<Attempt> attempts = attemptsByCart.get(Cart.cartIdOf(holding.requestId()));
        if (attempts == null) {
            boolean mayBePurged = isFinal(holding) && holding.since().isBefore(now.minus(NEVER_PURGED_BEFORE));
            return mayBePurged
                    ? Optional.empty()
                    : Optional.of(withoutCheckout(
                            party,
                            holding,
                            "cart unknown",
                            isFinal(holding) ? new Remedy.ByHand() : new Remedy.RollBackOrphan(party)));
        }
        Optional<Attempt> attempt = attempts.stream()
                .filter(known -> known.requestId().equals(holding.requestId()))
                .findFirst();
        if (attempt.isEmpty()) {
            // The cart may still start an attempt with this id, and a rollback would block it.
            return Optional.of(withoutCheckout(party, holding, "the cart has no such checkout", new Remedy.ByHand()));
        }
        return party == Party.ORDER ? ofOrder(holding, attempt.get()) : Optional.empty();
    }

    private Optional<Amiss> ofOrder(Holding order, Attempt attempt) {
        return order.cartId().equals(Cart.cartIdOf(order.requestId()))
                ? Optional.empty()
                : Optional.of(amiss(
                        FindingType.SECOND_ORDER,
                        Party.ORDER.word(),
                        Cart.cartIdOf(order.requestId()),
                        order.requestId(),
                        attempt.orderNumber(),
                        order.since(),
                        "there is also order " + order.detail(),
                        new Remedy.ByHand()));
    }

    /** Whether the resource is in its final state, that of a completed checkout. */
    private static boolean isFinal(Holding holding) {
        return !HELD_FOR_A_WHILE.contains(holding.kind());
    }

    private Amiss withoutCheckout(Party party, Holding holding, String why, Remedy remedy) {
        return amiss(
                party.withoutCheckout,
                party.word(),
                holding.cartId().isEmpty() ? Cart.cartIdOf(holding.requestId()) : holding.cartId(),
                holding.requestId(),
                null,
                holding.since(),
                "%s: %s %s".formatted(why, holding.kind(), holding.detail()),
                remedy);
    }

    private Amiss amiss(
            FindingType type,
            String service,
            String cartId,
            @Nullable String requestId,
            @Nullable String orderNumber,
            Instant since,
            String detail,
            Remedy remedy) {
        return Amiss.of(type, service, cartId, requestId, orderNumber, since, now, detail, remedy);
    }
}
