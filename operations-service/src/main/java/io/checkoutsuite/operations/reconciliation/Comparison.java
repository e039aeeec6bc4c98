package io.checkoutsuite.operations.reconciliation;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.HistoryPage;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.checkoutsuite.operations.history.NoOutcomeEvent;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.history.RequestIds;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.Participants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * One comparison for one tenant at one point in time, in both directions and page by page: previews what the outcome event of every decided
 * checkout would still change in each participant, and checks what each participant holds for unknown checkouts.
 */
@RequiredArgsConstructor
final class Comparison {

    private static final int CARTS_PER_PAGE = 100;
    private static final int HELD_RESOURCES_PER_PAGE = 200;

    /** The time range whose cart ids are read at once. */
    private static final Duration SLICE = Duration.ofMinutes(5);

    private final String tenant;
    private final CheckoutHistory history;
    private final Participants participants;
    private final Previews previews;
    private final ConsistencyRules rules;
    private final FindingCollector collector;
    private final BooleanSupplier mayContinue;

    /** A decided attempt and the outcome event that the participants should have applied. */
    private record ExpectedOutcome(String cartId, AttemptHistory.Decided attempt, OutcomeEvent event) {}

    /**
     * Which attempts of a cart are checked.
     *
     * @param own the attempts whose own state and pending events are checked
     * @param outcome the attempts whose outcome, if decided, is compared with the participants
     */
    private record Scope(Predicate<AttemptHistory> own, Predicate<AttemptHistory> outcome, boolean readsEvents) {

        /** Only whether the carts can be read. */
        static final Scope READABILITY = new Scope(attempt -> false, attempt -> false, false);

        static final Scope OWN_STATE = new Scope(attempt -> true, attempt -> false, false);

        static final Scope ALL = new Scope(attempt -> true, attempt -> true, true);

        static Scope outcomesIn(TimeRange time) {
            return new Scope(attempt -> false, attempt -> time.contains(attempt.decidedAt()), true);
        }
    }

    /** Compares every cart and held resource. False if the run was aborted. */
    boolean compareAll() {
        return compareCarts(after -> history.cartIds(tenant, after), Scope.ALL) && compareHeldResources(null);
    }

    /** Compares what may have become inconsistent since an earlier run. False if the run was aborted. */
    boolean compareSince(Reconciler.Increment increment, Instant end) {
        if (!compareCarts(increment.unreadable(), Scope.READABILITY)
                || !compareCarts(after -> history.unfinished(tenant, after), Scope.OWN_STATE)) {
            return false;
        }
        for (Instant from = increment.since(); from.isBefore(end); from = from.plus(SLICE)) {
            TimeRange slice = new TimeRange(from, from.plus(SLICE));
            if (!compareCarts(after -> history.decidedIn(tenant, slice, after), Scope.outcomesIn(slice))
                    || !compareHeldResources(slice)) {
                return false;
            }
        }
        return true;
    }

    private boolean compareCarts(Function<@Nullable String, HistoryPage<String>> pages, Scope scope) {
        @Nullable String after = null;
        do {
            HistoryPage<String> page = pages.apply(after);
            if (!compareCarts(page.items(), scope)) {
                return false;
            }
            after = page.next();
        } while (after != null);
        return true;
    }

    private boolean compareCarts(Collection<String> cartIds, Scope scope) {
        List<String> ids = cartIds.stream().sorted().toList();
        for (int i = 0; i < ids.size(); i += CARTS_PER_PAGE) {
            if (!mayContinue.getAsBoolean()) {
                return false;
            }
            List<String> page = ids.subList(i, Math.min(i + CARTS_PER_PAGE, ids.size()));
            // A cart that has been purged since its id was read is left out.
            check(history.carts(tenant, page, scope.readsEvents()).values(), scope);
        }
        return true;
    }

    /** Checks carts by their own documents and against the participants. */
    private void check(Collection<CartHistory> carts, Scope scope) {
        List<ExpectedOutcome> expected = new ArrayList<>();
        for (CartHistory cart : carts) {
            switch (cart) {
                case CartHistory.Unreadable(String cartId, String reason) -> {
                    collector.countChecked();
                    collector.addUnreadable(rules.unreadable(cartId, reason));
                }
                case CartHistory.Readable readable -> {
                    checkPending(readable, scope);
                    readable.attempts().stream()
                            .filter(attempt -> collector.covers(attempt.decidedAt()))
                            .forEach(attempt -> check(readable, attempt, scope).ifPresent(expected::add));
                }
            }
        }
        previewOutcomes(expected);
    }

    private Optional<ExpectedOutcome> check(CartHistory.Readable cart, AttemptHistory attempt, Scope scope) {
        if (scope.own().test(attempt)) {
            rules.checkAttempt(cart.cartId(), attempt).ifPresent(collector::add);
        }
        if (!scope.outcome().test(attempt)) {
            return Optional.empty();
        }
        collector.countChecked();
        return switch (attempt) {
            case AttemptHistory.Running running -> Optional.empty();
            case AttemptHistory.Decided decided ->
                expectedEvent(cart, decided).map(event -> new ExpectedOutcome(cart.cartId(), decided, event));
        };
    }

    private void checkPending(CartHistory.Readable cart, Scope scope) {
        cart.pending().stream().filter(event -> collector.covers(event.at())).forEach(event -> {
            Optional<AttemptHistory> attempt = cart.attempt(event.requestId());
            if (attempt.map(scope.own()::test).orElse(true)) {
                rules.checkPending(
                                cart.cartId(),
                                event,
                                attempt.map(AttemptHistory::orderNumber).orElse(null))
                        .ifPresent(collector::add);
            }
        });
    }

    /** Empty if the attempt is too recent, or its event is not published yet and so cannot have been applied. */
    private Optional<OutcomeEvent> expectedEvent(CartHistory.Readable cart, AttemptHistory.Decided attempt) {
        Instant decidedAt = attempt.decidedAt();
        if (rules.isInFlight(decidedAt)) {
            return Optional.empty();
        }
        if (isBeingCompensated(attempt)) {
            collector.markUnsettled(decidedAt);
        }
        return switch (Objects.requireNonNull(cart.outcomes().get(attempt.requestId()))) {
            case NoOutcomeEvent none -> {
                collector.markUnsettled(decidedAt);
                collector.add(rules.withoutEvent(cart.cartId(), none, decidedAt));
                yield Optional.empty();
            }
            case OutcomeEvent event -> {
                if (cart.isPending(event.eventId())) {
                    collector.markUnsettled(decidedAt);
                    yield Optional.empty();
                }
                yield Optional.of(event);
            }
        };
    }

    private static boolean isBeingCompensated(AttemptHistory.Decided attempt) {
        return switch (attempt) {
            case AttemptHistory.Completed completed -> false;
            case AttemptHistory.RolledBack rolledBack ->
                rolledBack.compensation().filter(open -> !open.isDone()).isPresent();
        };
    }

    private void previewOutcomes(List<ExpectedOutcome> expected) {
        List<Map<Participant, EventPreview>> reported = previews.of(
                tenant, expected.stream().map(ExpectedOutcome::event).toList());
        for (int i = 0; i < expected.size(); i++) {
            ExpectedOutcome each = expected.get(i);
            boolean contradicted = Previews.isContradicted(reported.get(i));
            reported.get(i)
                    .forEach((participant, preview) -> rules.checkPreview(
                                    participant, each.cartId(), each.attempt(), preview)
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
        Map<String, CartHistory> carts = history.carts(
                tenant,
                heldResources.stream()
                        .map(heldResource -> RequestIds.cartIdOf(heldResource.requestId()))
                        .collect(toSet()),
                false);
        List<Discrepancy> orphans = new ArrayList<>();
        for (HeldResource heldResource : heldResources) {
            collector.countChecked();
            switch (carts.get(RequestIds.cartIdOf(heldResource.requestId()))) {
                case CartHistory.Readable cart ->
                    rules.checkHeldResource(participant, heldResource, cart).ifPresent(this::addUnsettled);
                case CartHistory.Unreadable unreadable -> collector.markUnsettled(heldResource.since());
                case null -> rules.checkOrphan(participant, heldResource).ifPresent(orphans::add);
            }
        }
        verifySafe(orphans).forEach(this::addUnsettled);
    }

    /**
     * Removes the repair of orphans that cannot be rolled back safely: if a participant has already made its share final, releasing the rest
     * would leave the checkout half applied; and if the cart exists by now, the checkout may still be decided.
     */
    private List<Discrepancy> verifySafe(List<Discrepancy> orphans) {
        List<Discrepancy> repairable = orphans.stream()
                .filter(orphan -> orphan.repairAction() instanceof RepairAction.RollBackOrphan)
                .toList();
        if (repairable.isEmpty()) {
            return orphans;
        }
        KnownOutcomes known = history.outcomes(
                tenant,
                repairable.stream().map(Discrepancy::requestId).distinct().toList());
        List<OutcomeEvent> rollbacks = List.copyOf(known.orphans().values());
        List<Map<Participant, EventPreview>> reported = previews.of(tenant, rollbacks);
        Set<String> safe = new HashSet<>();
        for (int i = 0; i < rollbacks.size(); i++) {
            if (!Previews.isContradicted(reported.get(i))) {
                safe.add(rollbacks.get(i).requestId());
            }
        }
        return orphans.stream()
                .map(orphan -> orphan.repairAction() instanceof RepairAction.RollBackOrphan
                                && !safe.contains(orphan.requestId())
                        ? orphan.withoutRepair()
                        : orphan)
                .toList();
    }
}
