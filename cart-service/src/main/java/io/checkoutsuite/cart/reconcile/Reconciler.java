package io.checkoutsuite.cart.reconcile;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.reconcile.CheckoutHistory.CartHistory;
import io.checkoutsuite.cart.reconcile.CheckoutHistory.KnownAttempts;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Compares in both directions, page by page: previews what the outcome event of every decided checkout would still change in each participant,
 * and checks what each participant holds for unknown checkouts.
 */
@Service
@RequiredArgsConstructor
public class Reconciler {

    private static final int CARTS_PER_PAGE = 50;
    private static final int HELD_RESOURCES_PER_PAGE = 200;

    /** The time range whose cart ids are read at once. */
    private static final Duration SLICE = Duration.ofMinutes(5);

    /** By how much the clocks of two machines may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final CheckoutHistory history;
    private final Participants participants;
    private final OutcomeEvents outcomeEvents;
    private final Repairer repairer;
    private final ReconciliationSettings settings;
    private final Clock clock;

    /**
     * What to compare, and whether to repair it.
     *
     * @param from decided or held since then; null for no lower bound
     * @param to decided or held until then; null for now
     * @param types the types of findings to report; empty for all
     * @param repair whether to repair the findings
     */
    public record Options(@Nullable Instant from, @Nullable Instant to, Set<FindingType> types, boolean repair) {}

    /**
     * Limits a run to what may have become inconsistent since an earlier run, instead of every cart and held resource.
     *
     * @param since everything that was decided or reserved before then is consistent
     * @param unreadable carts that the earlier run could not read
     */
    record Increment(Instant since, Collection<String> unreadable) {}

    /**
     * The result of a run.
     *
     * @param settledBefore everything that was decided or reserved before then is consistent; meaningless if the run was aborted
     * @param unreadable carts that cannot be read
     */
    record ComparisonResult(Reconciliation reconciliation, Instant settledBefore, List<String> unreadable) {}

    /** A decided attempt and the outcome event that the participants should have applied. */
    private record ExpectedOutcome(Cart cart, Attempt attempt, OutboxEntry event) {}

    /** A new run id, larger than those of earlier runs. */
    public String newId() {
        return "%013d-%s"
                .formatted(
                        clock.instant().toEpochMilli(),
                        UUID.randomUUID().toString().substring(0, 8));
    }

    /**
     * Compares everything, and repairs the findings if requested.
     *
     * @param id of the run; the repairs of one run are applied once
     * @throws ParticipantUnavailableException if a participant is unavailable; nothing is repaired then
     */
    public Reconciliation reconcile(String tenant, String id, String by, Options options) {
        return compare(tenant, id, by, options, null, discrepancy -> options.repair(), () -> true)
                .reconciliation();
    }

    /**
     * Compares, and repairs the selected findings.
     *
     * @param increment null to read every cart and held resource
     * @param toRepair which findings to repair
     * @param mayContinue asked before each page; if it returns false, the run is aborted and incomplete
     */
    ComparisonResult compare(
            String tenant,
            String id,
            String by,
            Options options,
            @Nullable Increment increment,
            Predicate<Discrepancy> toRepair,
            BooleanSupplier mayContinue) {
        Instant startedAt = clock.instant();
        FindingCollector collector =
                new FindingCollector(options.from(), options.to(), options.types(), settings.maxFindings());
        ReconciliationRun reconciliationRun = new ReconciliationRun(
                tenant, collector, new ConsistencyRules(startedAt, settings.grace()), mayContinue);
        boolean whole = increment == null
                ? reconciliationRun.compareAll()
                : reconciliationRun.compareSince(increment, startedAt);
        List<Finding> findings = options.repair() && whole
                ? repairer.repair(tenant, id, collector.listed(), toRepair)
                : collector.listed().stream().map(Discrepancy::finding).toList();
        Instant settledBefore = startedAt.minus(settings.grace()).minus(CLOCK_SKEW);
        Instant unsettledSince = collector.unsettledSince();
        return new ComparisonResult(
                new Reconciliation(
                        id,
                        tenant,
                        by,
                        startedAt,
                        clock.instant(),
                        options.from(),
                        options.to(),
                        options.types(),
                        options.repair(),
                        collector.checked(),
                        collector.total(),
                        collector.counts(),
                        findings,
                        whole ? null : "The run was aborted"),
                unsettledSince == null || unsettledSince.isAfter(settledBefore) ? settledBefore : unsettledSince,
                collector.unreadable());
    }

    /** One run for one tenant at one point in time. */
    @RequiredArgsConstructor
    private final class ReconciliationRun {

        private final String tenant;
        private final FindingCollector collector;
        private final ConsistencyRules rules;
        private final BooleanSupplier mayContinue;

        /** False if the run was aborted. */
        boolean compareAll() {
            String after = "";
            List<CartHistory> page;
            do {
                if (!mayContinue.getAsBoolean()) {
                    return false;
                }
                page = history.page(tenant, after, CARTS_PER_PAGE);
                check(page, attempt -> true, attempt -> true);
                after = page.isEmpty() ? after : page.getLast().cartId();
            } while (page.size() == CARTS_PER_PAGE);
            return compareHeldResources(null);
        }

        /** False if the run was aborted. */
        boolean compareSince(Increment increment, Instant now) {
            Instant end = now.plus(CLOCK_SKEW);
            if (!compareCarts(increment.unreadable(), attempt -> false, attempt -> false)
                    || !compareCarts(history.unfinished(tenant), attempt -> true, attempt -> false)) {
                return false;
            }
            for (Instant from = increment.since(); from.isBefore(end); from = from.plus(SLICE)) {
                TimeRange slice = new TimeRange(from, from.plus(SLICE));
                boolean whole = compareCarts(
                        history.decidedIn(tenant, slice),
                        attempt -> false,
                        attempt -> slice.contains(ConsistencyRules.decidedAt(attempt)));
                if (!whole || !compareHeldResources(slice)) {
                    return false;
                }
            }
            return true;
        }

        private boolean compareCarts(
                Collection<String> cartIds, Predicate<Attempt> unfinished, Predicate<Attempt> decided) {
            List<String> ids = cartIds.stream().sorted().toList();
            for (int i = 0; i < ids.size(); i += CARTS_PER_PAGE) {
                if (!mayContinue.getAsBoolean()) {
                    return false;
                }
                check(
                        history.of(tenant, ids.subList(i, Math.min(i + CARTS_PER_PAGE, ids.size()))),
                        unfinished,
                        decided);
            }
            return true;
        }

        /**
         * Checks carts by their own documents and against the participants.
         *
         * @param own the attempts whose own state and pending events are checked
         * @param outcome the attempts whose outcome, if decided, is compared with the participants
         */
        private void check(List<CartHistory> carts, Predicate<Attempt> own, Predicate<Attempt> outcome) {
            List<ExpectedOutcome> decided = new ArrayList<>();
            carts.forEach(cartHistory -> {
                Cart cart = cartHistory.cart();
                if (cart == null) {
                    collector.countChecked();
                    collector.addUnreadable(rules.unreadable(
                            cartHistory.cartId(), String.valueOf(cartHistory.unreadableReason()), clock.instant()));
                    return;
                }
                checkPending(cartHistory, cart, own);
                cart.attempts().stream()
                        .filter(attempt -> collector.covers(ConsistencyRules.decidedAt(attempt)))
                        .forEach(attempt -> {
                            if (own.test(attempt)) {
                                rules.checkAttempt(cart, attempt).ifPresent(collector::add);
                            }
                            if (outcome.test(attempt)) {
                                collector.countChecked();
                                outcomeEvent(cartHistory, cart, attempt)
                                        .ifPresent(event -> decided.add(new ExpectedOutcome(cart, attempt, event)));
                            }
                        });
            });
            previewOutcomes(decided);
        }

        private void checkPending(CartHistory cartHistory, Cart cart, Predicate<Attempt> own) {
            cartHistory.pending().stream()
                    .filter(entry -> collector.covers(entry.at()))
                    .forEach(entry -> {
                        Optional<Attempt> attempt = cart.attempt(entry.requestId());
                        if (attempt.map(own::test).orElse(true)) {
                            rules.checkPending(
                                            cart.id(),
                                            entry,
                                            attempt.map(Attempt::orderNumber).orElse(null))
                                    .ifPresent(collector::add);
                        }
                    });
        }

        /** Empty if the attempt is undecided or too recent, or its event is not published yet and so cannot have been applied. */
        private Optional<OutboxEntry> outcomeEvent(CartHistory cartHistory, Cart cart, Attempt attempt) {
            Instant decidedAt = ConsistencyRules.decidedAt(attempt);
            if (!(attempt instanceof Attempt.Decided outcome) || rules.isInFlight(decidedAt)) {
                return Optional.empty();
            }
            if (ConsistencyRules.openCompensation(attempt).isPresent()) {
                collector.markUnsettled(decidedAt);
            }
            OutboxEntry event = outcomeEvents.entry(cart, outcome);
            if (cartHistory.pending().stream()
                    .anyMatch(pending -> pending.eventId().equals(event.eventId()))) {
                collector.markUnsettled(decidedAt);
                return Optional.empty();
            }
            return Optional.of(event);
        }

        private void previewOutcomes(List<ExpectedOutcome> decided) {
            if (decided.isEmpty()) {
                return;
            }
            List<Map<Participant, EventPreview>> previews = participants.preview(
                    tenant, decided.stream().map(ExpectedOutcome::event).toList());
            for (int i = 0; i < decided.size(); i++) {
                ExpectedOutcome each = decided.get(i);
                boolean contradicted = isContradicted(previews.get(i));
                previews.get(i).forEach((participant, preview) -> rules.checkPreview(
                                participant, each.cart(), each.attempt(), preview)
                        .map(discrepancy -> contradicted ? discrepancy.asContradicted() : discrepancy)
                        .ifPresent(this::addUnsettled));
            }
        }

        private void addUnsettled(Discrepancy discrepancy) {
            collector.markUnsettled(discrepancy.since());
            collector.add(discrepancy);
        }

        /** @param created null for all */
        private boolean compareHeldResources(@Nullable TimeRange created) {
            for (Participant participant : Participant.values()) {
                if (!compareHeldResources(participant, created)) {
                    return false;
                }
            }
            return true;
        }

        private boolean compareHeldResources(Participant participant, @Nullable TimeRange created) {
            String after = "";
            List<HeldResource> page;
            do {
                if (!mayContinue.getAsBoolean()) {
                    return false;
                }
                page = participants.heldResources(participant, tenant, created, after, HELD_RESOURCES_PER_PAGE);
                check(
                        participant,
                        page.stream()
                                .filter(heldResource -> collector.covers(heldResource.since()))
                                .toList());
                after = page.isEmpty()
                        ? after
                        : nextCursor(participant, after, page.getLast().id());
            } while (page.size() == HELD_RESOURCES_PER_PAGE);
            return true;
        }

        /** Fails if a page does not advance the cursor, because the loop would never end. */
        private static String nextCursor(Participant participant, String after, String last) {
            if (last.compareTo(after) <= 0) {
                throw new IllegalStateException("Held resources of %s are not sorted: %s before %s"
                        .formatted(participant.serviceName(), after, last));
            }
            return last;
        }

        /** Reads the carts after the held resources, because a checkout is stored before anything is held for it. */
        private void check(Participant participant, List<HeldResource> heldResources) {
            if (heldResources.isEmpty()) {
                return;
            }
            KnownAttempts attempts = history.attemptsOf(
                    tenant,
                    heldResources.stream()
                            .map(heldResource -> Cart.cartIdOf(heldResource.requestId()))
                            .collect(toSet()));
            List<Discrepancy> orphans = new ArrayList<>();
            for (HeldResource heldResource : heldResources) {
                collector.countChecked();
                if (attempts.unreadable().contains(Cart.cartIdOf(heldResource.requestId()))) {
                    collector.markUnsettled(heldResource.since());
                    continue;
                }
                rules.checkHeldResource(participant, heldResource, attempts.byCart())
                        .ifPresent(discrepancy -> {
                            if (discrepancy.repairAction() instanceof RepairAction.RollBackOrphan) {
                                orphans.add(discrepancy);
                            } else {
                                addUnsettled(discrepancy);
                            }
                        });
            }
            verifySafe(orphans).forEach(this::addUnsettled);
        }

        /** If a participant has already made its share final, releasing the rest would leave the checkout half applied. */
        private List<Discrepancy> verifySafe(List<Discrepancy> orphans) {
            if (orphans.isEmpty()) {
                return orphans;
            }
            List<Map<Participant, EventPreview>> previews = participants.preview(
                    tenant,
                    orphans.stream()
                            .map(orphan -> repairer.rollbackOf(tenant, orphan.finding()))
                            .toList());
            List<Discrepancy> verified = new ArrayList<>();
            for (int i = 0; i < orphans.size(); i++) {
                verified.add(isContradicted(previews.get(i)) ? orphans.get(i).withoutRepair() : orphans.get(i));
            }
            return verified;
        }

        private static boolean isContradicted(Map<Participant, EventPreview> previews) {
            return previews.values().stream().anyMatch(EventPreview::wouldBeParked);
        }
    }
}
