package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.AttemptHistory.Completed;
import io.checkoutsuite.operations.history.AttemptHistory.Decided;
import io.checkoutsuite.operations.history.AttemptHistory.RolledBack;
import io.checkoutsuite.operations.history.AttemptHistory.Running;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CompensationHistory;
import io.checkoutsuite.operations.history.NoOutcomeEvent;
import io.checkoutsuite.operations.history.PendingEvent;
import io.checkoutsuite.operations.history.RequestIds;
import io.checkoutsuite.operations.participant.Participant;
import java.time.Duration;
import java.time.Instant;
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
    Optional<Discrepancy> checkAttempt(String cartId, AttemptHistory attempt) {
        return switch (attempt) {
            case Running running -> checkRunning(cartId, running);
            case Completed completed -> Optional.empty();
            case RolledBack rolledBack ->
                rolledBack
                        .compensation()
                        .filter(compensation -> compensation.state() == CompensationHistory.State.NEEDS_ATTENTION)
                        .map(compensation -> discrepancy(
                                FindingType.COMPENSATION_NEEDS_ATTENTION,
                                CART,
                                cartId,
                                attempt,
                                compensation.dueAt(),
                                describeUncompensated(compensation),
                                new RepairAction.RetryCompensation()));
        };
    }

    private Optional<Discrepancy> checkRunning(String cartId, Running attempt) {
        return attempt.leaseUntil().plus(RECOVERY).isBefore(now)
                ? Optional.of(discrepancy(
                        FindingType.CHECKOUT_STUCK,
                        CART,
                        cartId,
                        attempt,
                        attempt.leaseUntil(),
                        "undecided since its lease expired at " + attempt.leaseUntil(),
                        new RepairAction.ResumeCheckout()))
                : Optional.empty();
    }

    private static String describeUncompensated(CompensationHistory compensation) {
        return String.join(
                "; ",
                compensation.remaining().stream()
                        .map(missing -> missing.activity() + ": " + missing.reason())
                        .toList());
    }

    /** The discrepancy of a pending event that should be published by now. */
    Optional<Discrepancy> checkPending(String cartId, PendingEvent event, @Nullable String orderNumber) {
        return isInFlight(event.at())
                ? Optional.empty()
                : Optional.of(discrepancy(
                        FindingType.EVENT_NOT_PUBLISHED,
                        CART,
                        cartId,
                        event.requestId(),
                        orderNumber,
                        event.at(),
                        event.eventId() + " is not published",
                        new RepairAction.PublishPendingEvent(event.eventId())));
    }

    Discrepancy unreadable(String cartId, String reason) {
        return unreadable(cartId, reason, now);
    }

    /** The discrepancy of a decided attempt for which no event can be created. */
    Discrepancy withoutEvent(String cartId, NoOutcomeEvent attempt, Instant decidedAt) {
        return unreadable(cartId, attempt.reason(), decidedAt);
    }

    private Discrepancy unreadable(String cartId, String reason, Instant since) {
        return discrepancy(
                FindingType.CART_UNREADABLE, CART, cartId, null, null, since, reason, new RepairAction.Manual());
    }

    /** The discrepancy if the outcome event of a decided attempt would still change a participant, or contradicts its state. */
    Optional<Discrepancy> checkPreview(Participant participant, String cartId, Decided attempt, EventPreview preview) {
        if (preview.kind() == EventPreview.Kind.NOTHING || isBeingCompensated(participant, attempt)) {
            return Optional.empty();
        }
        boolean change = preview.kind() == EventPreview.Kind.CHANGE;
        return Optional.of(discrepancy(
                findingType(ParticipantFindings.of(participant), attempt, change),
                participant.serviceName(),
                cartId,
                attempt,
                attempt.decidedAt(),
                preview.description(),
                change
                        ? new RepairAction.RepublishOutcome(attempt.eventType(), participant)
                        : new RepairAction.Manual()));
    }

    private static FindingType findingType(ParticipantFindings findings, Decided attempt, boolean change) {
        return switch (attempt) {
            case Completed completed -> change ? findings.notCompleted : findings.contradictsCompletion;
            case RolledBack rolledBack -> change ? findings.notRolledBack : findings.contradictsRollback;
        };
    }

    /** Whether an open compensation covers the participant: it is retried, or is a finding of its own. */
    private static boolean isBeingCompensated(Participant participant, Decided attempt) {
        return switch (attempt) {
            case Completed completed -> false;
            case RolledBack rolledBack ->
                rolledBack
                        .compensation()
                        .filter(compensation -> !compensation.isDone())
                        .filter(compensation ->
                                compensation.activities().contains(ParticipantFindings.of(participant).activity))
                        .isPresent();
        };
    }

    /**
     * The discrepancy of a held resource whose cart does not exist.
     *
     * <p>The cart must have been looked up after the held resource was read, because a checkout is stored before anything is held for it.
     */
    Optional<Discrepancy> checkOrphan(Participant participant, HeldResource heldResource) {
        boolean mayBePurged = isFinal(heldResource) && heldResource.since().isBefore(now.minus(MIN_RETENTION));
        if (isInFlight(heldResource.since()) || mayBePurged) {
            return Optional.empty();
        }
        return Optional.of(withoutCheckout(
                participant,
                heldResource,
                "cart unknown",
                isFinal(heldResource) ? new RepairAction.Manual() : new RepairAction.RollBackOrphan(participant)));
    }

    /** The discrepancy of a held resource whose checkout the cart does not know. What a known attempt holds is checked by its outcome. */
    Optional<Discrepancy> checkHeldResource(
            Participant participant, HeldResource heldResource, CartHistory.Readable cart) {
        if (isInFlight(heldResource.since())) {
            return Optional.empty();
        }
        Optional<AttemptHistory> attempt = cart.attempt(heldResource.requestId());
        if (attempt.isEmpty()) {
            // The cart may still start an attempt with this id, and a rollback would block it.
            return Optional.of(withoutCheckout(
                    participant, heldResource, "the cart has no such checkout", new RepairAction.Manual()));
        }
        return participant == Participant.ORDER ? checkOrder(heldResource, attempt.get()) : Optional.empty();
    }

    private Optional<Discrepancy> checkOrder(HeldResource order, AttemptHistory attempt) {
        return order.cartId().equals(RequestIds.cartIdOf(order.requestId()))
                ? Optional.empty()
                : Optional.of(discrepancy(
                        FindingType.SECOND_ORDER,
                        Participant.ORDER.serviceName(),
                        RequestIds.cartIdOf(order.requestId()),
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
                ParticipantFindings.of(participant).withoutCheckout,
                participant.serviceName(),
                heldResource.cartId().isEmpty() ? RequestIds.cartIdOf(heldResource.requestId()) : heldResource.cartId(),
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
            AttemptHistory attempt,
            Instant since,
            String detail,
            RepairAction repairAction) {
        return discrepancy(
                type, service, cartId, attempt.requestId(), attempt.orderNumber(), since, detail, repairAction);
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
