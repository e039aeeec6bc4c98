package io.checkoutsuite.cart.reconcile;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
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
final class ConsistencyRules {

    /** Recovery runs every second: an attempt that it has not resumed this long after the lease expired is stuck. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    /** Carts are retained at least this long, so the cart of a younger order must exist. */
    private static final Duration MIN_RETENTION = Duration.ofDays(1);

    private static final Set<String> TEMPORARY_KINDS = Set.of("STOCK_RESERVED", "USES_RESERVED", "PAYMENT_HELD");

    private static final String CART = "cart";

    private final Instant now;
    private final Duration grace;

    /** Whether it is so recent that its events may still be in flight. */
    boolean isInFlight(Instant since) {
        return since.isAfter(now.minus(grace));
    }

    /** The discrepancy of an attempt that the cart's own document shows. */
    Optional<Discrepancy> checkAttempt(Cart cart, Attempt attempt) {
        if (attempt instanceof Attempt.Undecided undecided) {
            return undecided.leaseUntil().plus(RECOVERY).isBefore(now)
                    ? Optional.of(Discrepancy.of(
                            FindingType.CHECKOUT_STUCK,
                            CART,
                            cart,
                            attempt,
                            undecided.leaseUntil(),
                            now,
                            "undecided since its lease expired at " + undecided.leaseUntil(),
                            new RepairAction.ResumeCheckout()))
                    : Optional.empty();
        }
        return openCompensation(attempt)
                .filter(Compensation.NeedsAttention.class::isInstance)
                .map(Compensation.NeedsAttention.class::cast)
                .map(compensation -> Discrepancy.of(
                        FindingType.COMPENSATION_NEEDS_ATTENTION,
                        CART,
                        cart,
                        attempt,
                        compensation.since(),
                        now,
                        describeUncompensated(compensation),
                        new RepairAction.RetryCompensation()));
    }

    static Optional<Compensation.Open> openCompensation(Attempt attempt) {
        return attempt instanceof Attempt.RolledBack rolledBack
                        && rolledBack.compensation() instanceof Compensation.Open open
                ? Optional.of(open)
                : Optional.empty();
    }

    private static String describeUncompensated(Compensation compensation) {
        return String.join(
                "; ",
                compensation.remaining().stream()
                        .map(missing -> missing.activity() + ": " + missing.reason())
                        .toList());
    }

    /** The discrepancy of a pending event that should be published by now. */
    Optional<Discrepancy> checkPending(String cartId, OutboxEntry entry, @Nullable String orderNumber) {
        return isInFlight(entry.at())
                ? Optional.empty()
                : Optional.of(discrepancy(
                        FindingType.EVENT_NOT_PUBLISHED,
                        CART,
                        cartId,
                        entry.requestId(),
                        orderNumber,
                        entry.at(),
                        entry.eventId() + " is not published",
                        new RepairAction.PublishPendingEvent(entry.eventId())));
    }

    Discrepancy unreadable(String cartId, String why, Instant since) {
        return discrepancy(
                FindingType.CART_UNREADABLE, CART, cartId, null, null, since, why, new RepairAction.Manual());
    }

    /** The discrepancy if the outcome event of a decided attempt would still change a participant, or contradicts its state. */
    Optional<Discrepancy> checkPreview(Participant participant, Cart cart, Attempt attempt, EventPreview preview) {
        boolean completed = attempt instanceof Attempt.Completed;
        if (preview.kind() == EventPreview.Kind.NOTHING || (!completed && isBeingCompensated(participant, attempt))) {
            return Optional.empty();
        }
        EventType event = outcomeEvent(attempt);
        boolean change = preview.kind() == EventPreview.Kind.CHANGE;
        FindingType type = completed
                ? (change ? participant.notCompleted : participant.contradictsCompletion)
                : (change ? participant.notRolledBack : participant.contradictsRollback);
        return Optional.of(Discrepancy.of(
                type,
                participant.serviceName(),
                cart,
                attempt,
                decidedAt(attempt),
                now,
                preview.description(),
                change ? new RepairAction.RepublishOutcome(event, participant) : new RepairAction.Manual()));
    }

    static EventType outcomeEvent(Attempt decided) {
        return decided instanceof Attempt.Completed ? EventType.CHECKOUT_COMPLETION : EventType.CHECKOUT_ROLLBACK;
    }

    /** Whether an open compensation covers the participant: it is retried, or is a finding of its own. */
    private static boolean isBeingCompensated(Participant participant, Attempt attempt) {
        return openCompensation(attempt)
                .filter(compensation -> compensation.activities().contains(participant.activity))
                .isPresent();
    }

    static Instant decidedAt(Attempt attempt) {
        return attempt instanceof Attempt.Decided decided
                ? decided.decidedAt()
                : attempt.claim().startedAt();
    }

    /**
     * The discrepancy of a held resource whose checkout is unknown. What a known attempt holds is checked by its outcome.
     *
     * @param attemptsByCart of the carts that exist, read after the held resource
     */
    Optional<Discrepancy> checkHeldResource(
            Participant participant, HeldResource heldResource, Map<String, List<Attempt>> attemptsByCart) {
        if (isInFlight(heldResource.since())) {
            return Optional.empty();
        }
        List<Attempt> attempts = attemptsByCart.get(Cart.cartIdOf(heldResource.requestId()));
        if (attempts == null) {
            boolean mayBePurged = isFinal(heldResource) && heldResource.since().isBefore(now.minus(MIN_RETENTION));
            return mayBePurged
                    ? Optional.empty()
                    : Optional.of(withoutCheckout(
                            participant,
                            heldResource,
                            "cart unknown",
                            isFinal(heldResource)
                                    ? new RepairAction.Manual()
                                    : new RepairAction.RollBackOrphan(participant)));
        }
        Optional<Attempt> attempt = attempts.stream()
                .filter(known -> known.requestId().equals(heldResource.requestId()))
                .findFirst();
        if (attempt.isEmpty()) {
            // The cart may still start an attempt with this id, and a rollback would block it.
            return Optional.of(withoutCheckout(
                    participant, heldResource, "the cart has no such checkout", new RepairAction.Manual()));
        }
        return participant == Participant.ORDER ? checkOrder(heldResource, attempt.get()) : Optional.empty();
    }

    private Optional<Discrepancy> checkOrder(HeldResource order, Attempt attempt) {
        return order.cartId().equals(Cart.cartIdOf(order.requestId()))
                ? Optional.empty()
                : Optional.of(discrepancy(
                        FindingType.SECOND_ORDER,
                        Participant.ORDER.serviceName(),
                        Cart.cartIdOf(order.requestId()),
                        order.requestId(),
                        attempt.orderNumber(),
                        order.since(),
                        "there is also order " + order.detail(),
                        new RepairAction.Manual()));
    }

    /** Whether the resource is in its final state, that of a completed checkout. */
    private static boolean isFinal(HeldResource heldResource) {
        return !TEMPORARY_KINDS.contains(heldResource.kind());
    }

    private Discrepancy withoutCheckout(
            Participant participant, HeldResource heldResource, String why, RepairAction repairAction) {
        return discrepancy(
                participant.withoutCheckout,
                participant.serviceName(),
                heldResource.cartId().isEmpty() ? Cart.cartIdOf(heldResource.requestId()) : heldResource.cartId(),
                heldResource.requestId(),
                null,
                heldResource.since(),
                "%s: %s %s".formatted(why, heldResource.kind(), heldResource.detail()),
                repairAction);
    }

    private Discrepancy discrepancy(
            FindingType type,
            String service,
            String cartId,
            @Nullable String requestId,
            @Nullable String orderNumber,
            Instant since,
            String detail,
            RepairAction repairAction) {
        return Discrepancy.of(type, service, cartId, requestId, orderNumber, since, now, detail, repairAction);
    }
}
