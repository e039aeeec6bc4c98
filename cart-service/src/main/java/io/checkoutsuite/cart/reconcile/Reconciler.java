package io.checkoutsuite.cart.reconcile;

import static java.util.stream.Collectors.toSet;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.checkout.DecidedEvents;
import io.checkoutsuite.cart.reconcile.CheckoutRecords.CheckoutRecord;
import io.checkoutsuite.cart.reconcile.CheckoutRecords.KnownAttempts;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Compares in both directions, a page at a time: what every decided checkout asks of each service (by what its event would still change
 * there), and what each service holds for checkouts that are not known.
 */
@Service
@RequiredArgsConstructor
public class Reconciler {

    private static final int CARTS = 50;
    private static final int HOLDINGS = 200;

    private final CheckoutRecords records;
    private final Counterparts counterparts;
    private final DecidedEvents decidedEvents;
    private final Repairs repairs;
    private final ReconciliationSettings settings;
    private final Clock clock;

    /**
     * What to look at.
     *
     * @param from decided or held since then; null for always
     * @param to until then; null for now
     * @param types which findings are wanted; empty for all
     * @param repair whether to mend them
     */
    public record Wanted(@Nullable Instant from, @Nullable Instant to, Set<FindingType> types, boolean repair) {}

    /** A decided attempt and the event that it owes the services. */
    private record Decided(Cart cart, Attempt attempt, OutboxEntry event) {}

    /** The id of a run that begins now: larger than those of earlier runs. */
    public String newId() {
        return "%013d-%s"
                .formatted(
                        clock.instant().toEpochMilli(),
                        UUID.randomUUID().toString().substring(0, 8));
    }

    /**
     * Compares, and mends if wanted.
     *
     * @param id of the run; repairs of one run are applied once
     * @param goOn asked before each page; what it ends is incomplete
     * @throws ServiceSilent if a service does not say what it holds: nothing is mended then
     */
    public Reconciliation run(String tenant, String id, String by, Wanted wanted, BooleanSupplier goOn) {
        Instant startedAt = clock.instant();
        Run run = new Run(wanted.from(), wanted.to(), wanted.types(), settings.mostFindings());
        Comparison comparison = new Comparison(startedAt, settings.grace());
        boolean whole = compareCheckouts(tenant, wanted.from(), run, comparison, goOn);
        for (Party party : Party.values()) {
            whole = whole && compareHoldings(party, tenant, run, comparison, goOn);
        }
        List<Finding> findings = wanted.repair()
                ? repairs.mend(tenant, id, run.listed())
                : run.listed().stream().map(Amiss::finding).toList();
        return new Reconciliation(
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
                whole ? null : "It was broken off");
    }

    private boolean compareCheckouts(
            String tenant, @Nullable Instant from, Run run, Comparison comparison, BooleanSupplier goOn) {
        String after = "";
        List<CheckoutRecord> page;
        do {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            page = records.page(tenant, after, from, CARTS);
            List<Decided> decided = new ArrayList<>();
            for (CheckoutRecord checkouts : page) {
                judge(checkouts, run, comparison, decided);
                after = checkouts.cartId();
            }
            assess(tenant, decided, run, comparison);
        } while (page.size() == CARTS);
        return true;
    }

    private void judge(CheckoutRecord checkouts, Run run, Comparison comparison, List<Decided> decided) {
        Cart cart = checkouts.cart();
        if (cart == null) {
            run.hasChecked();
            run.found(
                    comparison.unreadable(checkouts.cartId(), String.valueOf(checkouts.unreadable()), clock.instant()));
            return;
        }
        checkouts.owed().stream().filter(entry -> run.isAbout(entry.at())).forEach(entry -> comparison
                .ofOwed(
                        cart.id(),
                        entry,
                        cart.attempt(entry.requestId())
                                .map(Attempt::orderNumber)
                                .orElse(null))
                .ifPresent(run::found));
        cart.attempts().stream()
                .filter(attempt -> run.isAbout(Comparison.decidedAt(attempt)))
                .forEach(attempt -> {
                    run.hasChecked();
                    comparison.ofAttempt(cart, attempt).ifPresent(run::found);
                    if (attempt.isDecided() && !comparison.isInFlight(Comparison.decidedAt(attempt))) {
                        eventOf(cart, attempt, run, comparison)
                                // What is not published yet can be applied nowhere.
                                .filter(event -> !owes(checkouts, event))
                                .ifPresent(event -> decided.add(new Decided(cart, attempt, event)));
                    }
                });
    }

    /** Empty, and a finding, if what is stored of the attempt makes no event. */
    private Optional<OutboxEntry> eventOf(Cart cart, Attempt attempt, Run run, Comparison comparison) {
        try {
            return Optional.of(decidedEvents.entry(cart, attempt));
        } catch (RuntimeException contradiction) {
            run.found(comparison.unreadable(cart.id(), contradiction.toString(), Comparison.decidedAt(attempt)));
            return Optional.empty();
        }
    }

    private static boolean owes(CheckoutRecord checkouts, OutboxEntry event) {
        return checkouts.owed().stream().anyMatch(entry -> entry.eventId().equals(event.eventId()));
    }

    private void assess(String tenant, List<Decided> decided, Run run, Comparison comparison) {
        if (decided.isEmpty()) {
            return;
        }
        List<Map<Party, Effect>> effects =
                counterparts.assess(tenant, decided.stream().map(Decided::event).toList());
        for (int i = 0; i < decided.size(); i++) {
            Decided each = decided.get(i);
            effects.get(i).forEach((party, effect) -> comparison
                    .ofEffect(party, each.cart(), each.attempt(), effect)
                    .ifPresent(run::found));
        }
    }

    private boolean compareHoldings(Party party, String tenant, Run run, Comparison comparison, BooleanSupplier goOn) {
        String after = "";
        List<Holding> page;
        do {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            page = counterparts.holdings(party, tenant, after, HOLDINGS);
            List<Holding> wanted = page.stream()
                    .filter(holding -> run.isAbout(holding.since()))
                    .toList();
            judge(party, tenant, wanted, run, comparison);
            after = page.isEmpty()
                    ? after
                    : following(party, after, page.getLast().id());
        } while (page.size() == HOLDINGS);
        return true;
    }

    /** A list that does not go on would never end. */
    private static String following(Party party, String after, String last) {
        if (last.compareTo(after) <= 0) {
            throw new IllegalStateException(
                    "The holdings of %s go from %s back to %s".formatted(party.word(), after, last));
        }
        return last;
    }

    /** Carts are read after what is held for them: a checkout is on record before anything is held for it. */
    private void judge(Party party, String tenant, List<Holding> holdings, Run run, Comparison comparison) {
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
                continue;
            }
            comparison.ofHolding(party, holding, attempts.byCart()).ifPresent(amiss -> {
                if (amiss.remedy() instanceof Remedy.RollBackOrphan) {
                    orphans.add(amiss);
                } else {
                    run.found(amiss);
                }
            });
        }
        proveSafe(tenant, orphans).forEach(run::found);
    }

    /** Where a service has made something final of it, giving the rest back would tear it. */
    private List<Amiss> proveSafe(String tenant, List<Amiss> orphans) {
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
            boolean contradicted =
                    effects.get(i).values().stream().anyMatch(effect -> effect.kind() == Effect.Kind.CONFLICT);
            proved.add(contradicted ? orphans.get(i).byHand() : orphans.get(i));
        }
        return proved;
    }
}
