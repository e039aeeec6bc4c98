package io.checkoutsuite.cart.reconcile;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.reconcile.CheckoutRecords.CheckoutRecord;
import io.checkoutsuite.cart.reconcile.CheckoutRecords.KnownAttempts;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.TimeRange;
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

    private static final int CARTS = 50;
    private static final int HOLDINGS = 200;

    /** The time range whose cart ids are read at once. */
    private static final Duration SLICE = Duration.ofMinutes(5);

    /** By how much the clocks of two machines may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final CheckoutRecords records;
    private final Counterparts counterparts;
    private final DecidedEvents decidedEvents;
    private final Repairs repairs;
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
    public record Wanted(@Nullable Instant from, @Nullable Instant to, Set<FindingType> types, boolean repair) {}

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
    record Compared(Reconciliation run, Instant settledBefore, List<String> unreadable) {}

    /** A decided attempt and the outcome event that the participants should have applied. */
    private record Decided(Cart cart, Attempt attempt, OutboxEntry event) {}

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
     * @throws ServiceSilent if a participant is unavailable; nothing is repaired then
     */
    public Reconciliation run(String tenant, String id, String by, Wanted wanted) {
        return compare(tenant, id, by, wanted, null, amiss -> wanted.repair(), () -> true)
                .run();
    }

    /**
     * Compares, and repairs the selected findings.
     *
     * @param increment null to read every cart and held resource
     * @param mended which findings to mend
     * @param goOn asked before each page; if it returns false, the run is aborted and incomplete
     */
    Compared compare(
            String tenant,
            String id,
            String by,
            Wanted wanted,
            @Nullable Increment increment,
            Predicate<Amiss> mended,
            BooleanSupplier goOn) {
        Instant startedAt = clock.instant();
        Run run = new Run(wanted.from(), wanted.to(), wanted.types(), settings.mostFindings());
        OneRun one = new OneRun(tenant, run, new Comparison(startedAt, settings.grace()), goOn);
        boolean whole = increment == null ? one.compareAll() : one.compareSince(increment, startedAt);
        List<Finding> findings = wanted.repair() && whole
                ? repairs.mend(tenant, id, run.listed(), mended)
                : run.listed().stream().map(Amiss::finding).toList();
        Instant settledBefore = startedAt.minus(settings.grace()).minus(CLOCKS_DIFFER);
        Instant unsettledSince = run.unsettledSince();
        return new Compared(
                new Reconciliation(
                        id,
                        tenant,
                        by,
                        startedAt,
                        clock.instant(),
                        wanted.from(),
                        wanted.to(),
                        wanted.types(),
                        wanted.repair(),
                        run.checked(),
                        run.all(),
                        run.counts(),
                        findings,
                        whole ? null : "The run was aborted"),
                unsettledSince == null || unsettledSince.isAfter(settledBefore) ? settledBefore : unsettledSince,
                run.unreadable());
    }

    /** One run for one tenant at one point in time. */
    @RequiredArgsConstructor
    private final class OneRun {

        private final String tenant;
        private final Run run;
        private final Comparison comparison;
        private final BooleanSupplier goOn;

        /** False if the run was aborted. */
        boolean compareAll() {
            String after = "";
            List<CheckoutRecord> page;
            do {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                page = records.page(tenant, after, CARTS);
                judge(page, attempt -> true, attempt -> true);
                after = page.isEmpty() ? after : page.getLast().cartId();
            } while (page.size() == CARTS);
            return compareHoldings(null);
        }

        /** False if the run was aborted. */
        boolean compareSince(Increment increment, Instant now) {
            Instant end = now.plus(CLOCKS_DIFFER);
            if (!compareCarts(increment.unreadable(), attempt -> false, attempt -> false)
                    || !compareCarts(records.unfinished(tenant), attempt -> true, attempt -> false)) {
                return false;
            }
            for (Instant from = increment.since(); from.isBefore(end); from = from.plus(SLICE)) {
                TimeRange slice = new TimeRange(from, from.plus(SLICE));
                boolean whole = compareCarts(
                        records.decidedIn(tenant, slice),
                        attempt -> false,
                        attempt -> slice.contains(Comparison.decidedAt(attempt)));
                if (!whole || !compareHoldings(slice)) {
                    return false;
                }
            }
            return true;
        }

        private boolean compareCarts(
                Collection<String> cartIds, Predicate<Attempt> unfinished, Predicate<Attempt> decided) {
            List<String> ids = cartIds.stream().sorted().toList();
            for (int i = 0; i < ids.size(); i += CARTS) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                judge(records.of(tenant, ids.subList(i, Math.min(i + CARTS, ids.size()))), unfinished, decided);
            }
            return true;
        }

        /**
         * Checks carts by their own documents and against the participants.
         *
         * @param own the attempts whose own state and pending events are checked
         * @param outcome the attempts whose outcome, if decided, is compared with the participants
         */
        private void judge(List<CheckoutRecord> carts, Predicate<Attempt> own, Predicate<Attempt> outcome) {
            List<Decided> decided = new ArrayList<>();
            carts.forEach(checkouts -> {
                Cart cart = checkouts.cart();
                if (cart == null) {
                    run.hasChecked();
                    run.foundUnreadable(comparison.unreadable(
                            checkouts.cartId(), String.valueOf(checkouts.unreadable()), clock.instant()));
                    return;
                }
                judgeOwed(checkouts, cart, own);
                cart.attempts().stream()
                        .filter(attempt -> run.isAbout(Comparison.decidedAt(attempt)))
                        .forEach(attempt -> {
                            if (own.test(attempt)) {
                                comparison.ofAttempt(cart, attempt).ifPresent(run::found);
                            }
                            if (outcome.test(attempt)) {
                                run.hasChecked();
                                decidedEvent(checkouts, cart, attempt)
                                        .ifPresent(event -> decided.add(new Decided(cart, attempt, event)));
                            }
                        });
            });
            assess(decided);
        }

        private void judgeOwed(CheckoutRecord checkouts, Cart cart, Predicate<Attempt> own) {
            checkouts.owed().stream().filter(entry -> run.isAbout(entry.at())).forEach(entry -> {
                Optional<Attempt> attempt = cart.attempt(entry.requestId());
                if (attempt.map(own::test).orElse(true)) {
                    comparison
                            .ofOwed(
                                    cart.id(),
                                    entry,
                                    attempt.map(Attempt::orderNumber).orElse(null))
                            .ifPresent(run::found);
                }
            });
        }

        /** Empty if the attempt is undecided or too recent, or its event is not published yet and so cannot have been applied. */
        private Optional<OutboxEntry> decidedEvent(CheckoutRecord checkouts, Cart cart, Attempt attempt) {
            Instant decidedAt = Comparison.decidedAt(attempt);
            if (!attempt.isDecided() || comparison.isInFlight(decidedAt)) {
                return Optional.empty();
            }
            Undo undo = attempt.undo();
            if (undo != null && undo.state() != Undo.State.DONE) {
                run.isUnsettled(decidedAt);
            }
            try {
                OutboxEntry event = decidedEvents.entry(cart, attempt);
                if (checkouts.owed().stream().anyMatch(owed -> owed.eventId().equals(event.eventId()))) {
                    run.isUnsettled(decidedAt);
                    return Optional.empty();
                }
                return Optional.of(event);
            } catch (RuntimeException contradiction) {
                // The stored attempt is inconsistent, so no event can be created for it.
                run.isUnsettled(decidedAt);
                run.found(comparison.unreadable(cart.id(), contradiction.toString(), decidedAt));
                return Optional.empty();
            }
        }

        private void assess(List<Decided> decided) {
            if (decided.isEmpty()) {
                return;
            }
            List<Map<Party, Effect>> effects = counterparts.assess(
                    tenant, decided.stream().map(Decided::event).toList());
            for (int i = 0; i < decided.size(); i++) {
                Decided each = decided.get(i);
                boolean contradicted = isContradicted(effects.get(i));
                effects.get(i).forEach((party, effect) -> comparison
                        .ofEffect(party, each.cart(), each.attempt(), effect)
                        .map(amiss -> contradicted ? amiss.ofContradicted() : amiss)
                        .ifPresent(this::foundUnsettled));
            }
        }

        private void foundUnsettled(Amiss amiss) {
            run.isUnsettled(amiss.since());
            run.found(amiss);
        }

        /** @param created null for all */
        private boolean compareHoldings(@Nullable TimeRange created) {
            for (Party party : Party.values()) {
                if (!compareHoldings(party, created)) {
                    return false;
                }
            }
            return true;
        }

        private boolean compareHoldings(Party party, @Nullable TimeRange created) {
            String after = "";
            List<Holding> page;
            do {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                page = counterparts.holdings(party, tenant, created, after, HOLDINGS);
                judge(
                        party,
                        page.stream()
                                .filter(holding -> run.isAbout(holding.since()))
                                .toList());
                after = page.isEmpty()
                        ? after
                        : following(party, after, page.getLast().id());
            } while (page.size() == HOLDINGS);
            return true;
        }

        /** Fails if a page does not advance the cursor, because the loop would never end. */
        private static String following(Party party, String after, String last) {
            if (last.compareTo(after) <= 0) {
                throw new IllegalStateException(
                        "Held resources of %s are not sorted: %s before %s".formatted(party.word(), after, last));
            }
            return last;
        }

        /** Reads the carts after the held resources, because a checkout is stored before anything is held for it. */
        private void judge(Party party, List<Holding> holdings) {
            if (holdings.isEmpty()) {
                return;
            }
            KnownAttempts attempts = records.attemptsOf(
                    tenant,
                    holdings.stream()
                            .map(holding -> Cart.cartIdOf(holding.requestId()))
                            .collect(toSet()));
            List<Amiss> orphans = new ArrayList<>();
            for (Holding holding : holdings) {
                run.hasChecked();
                if (attempts.unreadable().contains(Cart.cartIdOf(holding.requestId()))) {
                    run.isUnsettled(holding.since());
                    continue;
                }
                comparison.ofHolding(party, holding, attempts.byCart()).ifPresent(amiss -> {
                    if (amiss.remedy() instanceof Remedy.RollBackOrphan) {
                        orphans.add(amiss);
                    } else {
                        foundUnsettled(amiss);
                    }
                });
            }
            proveSafe(orphans).forEach(this::foundUnsettled);
        }

        /** If a participant has already made its share final, releasing the rest would leave the checkout half applied. */
        private List<Amiss> proveSafe(List<Amiss> orphans) {
            if (orphans.isEmpty()) {
                return orphans;
            }
            List<Map<Party, Effect>> effects = counterparts.assess(
                    tenant,
                    orphans.stream()
                            .map(orphan -> repairs.rollbackOf(tenant, orphan.finding()))
                            .toList());
            List<Amiss> proved = new ArrayList<>();
            for (int i = 0; i < orphans.size(); i++) {
                proved.add(isContradicted(effects.get(i)) ? orphans.get(i).byHand() : orphans.get(i));
            }
            return proved;
        }

        private static boolean isContradicted(Map<Party, Effect> effects) {
            return effects.values().stream().anyMatch(Effect::wouldBeParked);
        }
    }
}
