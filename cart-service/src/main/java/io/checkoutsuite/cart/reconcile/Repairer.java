package io.checkoutsuite.cart.reconcile;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.checkout.CheckoutService;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.compensation.Compensations;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.outbox.ReplayPublisher;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Executes the repair actions of discrepancies, and verifies whether they took effect. */
@Slf4j
@Component
@RequiredArgsConstructor
class Repairer {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final String NO_NUMBER = "none";

    private final Carts carts;
    private final CheckoutService checkouts;
    private final Compensations compensations;
    private final CheckoutHistory history;
    private final OutcomeEvents outcomeEvents;
    private final EventCodec codec;
    private final ReplayPublisher replayPublisher;
    private final Participants participants;
    private final ReconciliationSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    /**
     * Repairs the selected discrepancies and returns all findings in their order.
     *
     * @param toRepair which of them to repair
     */
    List<Finding> repair(String tenant, String runId, List<Discrepancy> all, Predicate<Discrepancy> toRepair) {
        List<Discrepancy> started = all.stream()
                .filter(toRepair)
                .filter(discrepancy -> isStarted(tenant, runId, discrepancy))
                .toList();
        Instant end = clock.instant().plus(settings.repairWait());
        List<Discrepancy> open = stillOpen(tenant, started);
        while (!open.isEmpty() && clock.instant().isBefore(end) && hasPaused()) {
            open = stillOpen(tenant, open);
        }
        Set<Discrepancy> repaired = started.stream().collect(toSet());
        open.forEach(repaired::remove);
        repaired.forEach(discrepancy -> count(discrepancy.finding()));
        return all.stream()
                .map(discrepancy ->
                        repaired.contains(discrepancy) ? discrepancy.finding().asRepaired() : discrepancy.finding())
                .toList();
    }

    private void count(Finding repaired) {
        log.info("Repaired: {} of {} in {}", repaired.type(), repaired.requestId(), repaired.service());
        meters.counter("suite.reconciliation.repairs", "type", repaired.type().name())
                .increment();
    }

    private static boolean hasPaused() {
        try {
            Thread.sleep(POLL_INTERVAL);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isStarted(String tenant, String runId, Discrepancy discrepancy) {
        try {
            return start(tenant, runId, discrepancy);
        } catch (RuntimeException failed) {
            log.warn("The repair of {} failed", discrepancy.finding(), failed);
            return false;
        }
    }

    private boolean start(String tenant, String runId, Discrepancy discrepancy) {
        Finding finding = discrepancy.finding();
        return switch (discrepancy.repairAction()) {
            case RepairAction.Manual() -> false;
            case RepairAction.RepublishOutcome(var event, Participant participant) ->
                event(tenant, finding)
                        .map(entry -> publish(entry, runId, participant))
                        .orElse(false);
            case RepairAction.RollBackOrphan(Participant participant) ->
                publish(rollbackOf(tenant, finding), runId, participant);
            case RepairAction.RetryCompensation() -> retryCompensation(tenant, finding);
            case RepairAction.ResumeCheckout() ->
                carts.find(tenant, finding.cartId())
                        .flatMap(Cart::asClaimed)
                        .filter(claimed -> claimed.attempt().requestId().equals(finding.requestId())
                                && claimed.attempt().leaseUntil().isBefore(clock.instant()))
                        .flatMap(checkouts::takeOver)
                        .isPresent();
            case RepairAction.PublishPendingEvent(var eventId) ->
                !history.publishPending(tenant, finding.cartId()).isEmpty();
        };
    }

    private boolean publish(OutboxEntry entry, String runId, Participant participant) {
        replayPublisher.publish(entry, runId, participant.serviceName());
        return true;
    }

    private boolean retryCompensation(String tenant, Finding finding) {
        return compensation(tenant, finding)
                .filter(seen -> seen.compensation() instanceof Compensation.NeedsAttention)
                .flatMap(Compensations.Stored::open)
                .map(seen -> compensations.replace(seen, seen.compensation().restart(clock.instant()), null))
                .orElse(false);
    }

    private Optional<Compensations.Stored<Compensation>> compensation(String tenant, Finding finding) {
        return carts.find(tenant, finding.cartId()).flatMap(cart -> Compensations.Stored.of(cart, requestId(finding)));
    }

    private Optional<Attempt> attempt(String tenant, Finding finding) {
        return carts.find(tenant, finding.cartId()).flatMap(cart -> cart.attempt(requestId(finding)));
    }

    private static String requestId(Finding finding) {
        return Objects.requireNonNull(finding.requestId(), "Only a finding of a single attempt has a repair action");
    }

    private Optional<OutboxEntry> event(String tenant, Finding finding) {
        return carts.find(tenant, finding.cartId()).flatMap(cart -> cart.attempt(requestId(finding))
                .filter(Attempt.Decided.class::isInstance)
                .map(attempt -> outcomeEvents.entry(cart, (Attempt.Decided) attempt)));
    }

    /** The rollback of a checkout that no cart contains. */
    OutboxEntry rollbackOf(String tenant, Finding orphan) {
        String requestId = requestId(orphan);
        return codec.entry(new CheckoutRollback(
                requestId,
                Cart.cartIdOf(requestId),
                NO_NUMBER,
                FailureType.CHECKOUT_ABANDONED.name(),
                "No cart contains this checkout",
                null,
                null,
                ContextInfo.of(tenant),
                clock.instant()));
    }

    private List<Discrepancy> stillOpen(String tenant, List<Discrepancy> started) {
        List<Discrepancy> open = new ArrayList<>();
        List<Discrepancy> previewed = new ArrayList<>();
        List<OutboxEntry> events = new ArrayList<>();
        for (Discrepancy discrepancy : started) {
            Finding finding = discrepancy.finding();
            Optional<OutboxEntry> event =
                    switch (discrepancy.repairAction()) {
                        case RepairAction.RepublishOutcome outcome -> event(tenant, finding);
                        case RepairAction.RollBackOrphan orphan -> Optional.of(rollbackOf(tenant, finding));
                        case RepairAction.RetryCompensation compensation -> Optional.empty();
                        case RepairAction.ResumeCheckout resume -> Optional.empty();
                        case RepairAction.PublishPendingEvent pendingEvent -> Optional.empty();
                        case RepairAction.Manual manual -> Optional.empty();
                    };
            if (event.isPresent()) {
                previewed.add(discrepancy);
                events.add(event.get());
            } else if (!isRepaired(tenant, discrepancy)) {
                open.add(discrepancy);
            }
        }
        if (!events.isEmpty()) {
            open.addAll(stillToBeApplied(tenant, previewed, events));
        }
        return open;
    }

    private List<Discrepancy> stillToBeApplied(String tenant, List<Discrepancy> previewed, List<OutboxEntry> events) {
        List<Map<Participant, EventPreview>> previews;
        try {
            previews = participants.preview(tenant, events);
        } catch (ParticipantUnavailableException unavailable) {
            log.warn("The effect of repairs cannot be verified: {}", unavailable.getMessage());
            return previewed;
        }
        List<Discrepancy> open = new ArrayList<>();
        for (int i = 0; i < previewed.size(); i++) {
            EventPreview preview =
                    previews.get(i).get(participant(previewed.get(i).repairAction()));
            if (preview == null || preview.kind() != EventPreview.Kind.NOTHING) {
                open.add(previewed.get(i));
            }
        }
        return open;
    }

    private static @Nullable Participant participant(RepairAction repairAction) {
        return switch (repairAction) {
            case RepairAction.RepublishOutcome(var event, Participant participant) -> participant;
            case RepairAction.RollBackOrphan(Participant participant) -> participant;
            case RepairAction.RetryCompensation compensation -> null;
            case RepairAction.ResumeCheckout resume -> null;
            case RepairAction.PublishPendingEvent pendingEvent -> null;
            case RepairAction.Manual manual -> null;
        };
    }

    private boolean isRepaired(String tenant, Discrepancy discrepancy) {
        Finding finding = discrepancy.finding();
        return switch (discrepancy.repairAction()) {
            case RepairAction.RetryCompensation() ->
                attempt(tenant, finding).isPresent()
                        && compensation(tenant, finding)
                                .flatMap(Compensations.Stored::open)
                                .isEmpty();
            case RepairAction.ResumeCheckout() ->
                attempt(tenant, finding)
                        .filter(Attempt.Decided.class::isInstance)
                        .isPresent();
            case RepairAction.PublishPendingEvent(String eventId) ->
                history.pendingEvents(tenant, finding.cartId()).stream()
                        .noneMatch(entry -> entry.eventId().equals(eventId));
            // The event can no longer be created, or there never was one.
            case RepairAction.RepublishOutcome outcome -> false;
            case RepairAction.RollBackOrphan orphan -> false;
            case RepairAction.Manual manual -> false;
        };
    }
}
