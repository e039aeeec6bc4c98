package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.participant.Participants;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Compares the checkout history with what every participant holds, and repairs what is safe to repair. */
@Service
@RequiredArgsConstructor
public class Reconciler {

    /** By how much the clocks of two machines may differ. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final CheckoutHistory history;
    private final Participants participants;
    private final Previews previews;
    private final Repairer repairer;
    private final ReconciliationSettings settings;
    private final DatabaseClock clock;

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
     * @param asOf the cart service's time when it started
     * @param settledBefore everything that was decided or reserved before then is consistent; meaningless if the run was aborted
     * @param unreadable carts that cannot be read
     */
    record ComparisonResult(
            Reconciliation reconciliation, Instant asOf, Instant settledBefore, List<String> unreadable) {}

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
     * @throws io.checkoutsuite.web.participants.ParticipantUnavailableException if a participant is unavailable; nothing is repaired then
     * @throws io.checkoutsuite.operations.history.CartServiceUnavailableException if the cart service is unavailable; nothing is repaired then
     */
    public Reconciliation reconcile(String tenant, String id, String by, Options options) {
        return compare(tenant, id, by, options, null, (discrepancy, asOf) -> options.repair(), () -> true)
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
            RepairSelection toRepair,
            BooleanSupplier mayContinue) {
        Instant startedAt = clock.instant();
        Instant asOf = history.now(tenant);
        FindingCollector collector =
                new FindingCollector(options.from(), options.to(), options.types(), settings.maxFindings());
        Comparison comparison = new Comparison(
                tenant,
                history,
                participants,
                previews,
                new ConsistencyRules(asOf, settings.grace()),
                collector,
                mayContinue);
        boolean whole =
                increment == null ? comparison.compareAll() : comparison.compareSince(increment, asOf.plus(CLOCK_SKEW));
        List<Finding> findings = options.repair() && whole
                ? repairer.repair(
                        tenant,
                        new Repairer.Run(id, by),
                        collector.listed(),
                        discrepancy -> toRepair.selects(discrepancy, asOf))
                : collector.listed().stream().map(Discrepancy::finding).toList();
        Instant settledBefore = asOf.minus(settings.grace()).minus(CLOCK_SKEW);
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
                asOf,
                unsettledSince == null || unsettledSince.isAfter(settledBefore) ? settledBefore : unsettledSince,
                collector.unreadable());
    }
}
