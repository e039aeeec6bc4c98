package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.web.access.AccessSettings;
import io.checkoutsuite.web.participants.ParticipantUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Runs the reconciliation of all tenants at intervals, on one node. It repairs only lost events, by publishing them again; everything else
 * waits for an operator.
 */
@Slf4j
@Component
@ConditionalOnBooleanProperty(name = "suite.reconciliation.enabled", matchIfMissing = true)
class ReconciliationSchedule {

    private static final String JOB = "reconciliation";
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final String SCHEDULE = "schedule";

    private final Reconciler reconciler;
    private final Reconciliations reconciliations;
    private final Leases leases;
    private final AccessSettings access;
    private final ReconciliationSettings settings;
    private final DatabaseClock clock;
    private final Map<FindingType, AtomicLong> gauges = new EnumMap<>(FindingType.class);
    private final AtomicBoolean running = new AtomicBoolean();

    ReconciliationSchedule(
            Reconciler reconciler,
            Reconciliations reconciliations,
            Leases leases,
            AccessSettings access,
            ReconciliationSettings settings,
            DatabaseClock clock,
            MeterRegistry meters) {
        this.reconciler = reconciler;
        this.reconciliations = reconciliations;
        this.leases = leases;
        this.access = access;
        this.settings = settings;
        this.clock = clock;
        for (FindingType type : FindingType.values()) {
            gauges.put(
                    type,
                    meters.gauge("suite.reconciliation.findings", Tags.of("type", type.name()), new AtomicLong()));
        }
    }

    /** Runs at a fixed rate, which has a thread of its own, so that a long run does not delay replays. */
    @Scheduled(
            fixedRateString = "${suite.reconciliation.interval:5m}",
            initialDelayString = "${suite.reconciliation.interval:5m}")
    void runIfLeaseHolder() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            boolean hasLease = leases.whileHolding(JOB, LEASE, this::runAll).isPresent();
            if (!hasLease) {
                updateGauges(Map.of());
            }
        } catch (RuntimeException failed) {
            log.warn("The reconciliation failed and is retried in {}", settings.interval(), failed);
        } finally {
            running.set(false);
        }
    }

    /** True if every tenant was compared completely. */
    private boolean runAll() {
        Map<FindingType, Long> all = new EnumMap<>(FindingType.class);
        boolean whole = true;
        for (String tenant : access.tenants()) {
            Optional<Reconciliation> run = runOrSkip(tenant);
            run.ifPresent(done -> done.counts().forEach((type, count) -> all.merge(type, count, Long::sum)));
            whole = whole && run.filter(done -> done.incomplete() == null).isPresent();
        }
        // An incomplete run does not prove consistency, so the gauges keep the figures of the last complete one.
        if (whole) {
            updateGauges(all);
        }
        return whole;
    }

    /** A tenant that cannot be compared must not block the others; without the database or the lease, none can be compared. */
    private Optional<Reconciliation> runOrSkip(String tenant) {
        try {
            return Optional.of(run(tenant));
        } catch (RuntimeException failed) {
            if (DatabaseErrors.isUnavailable(failed) || lease().isEmpty()) {
                throw failed;
            }
            log.error("The reconciliation of tenant {} failed and is retried", tenant, failed);
            return Optional.empty();
        }
    }

    private Reconciliation run(String tenant) {
        Instant startedAt = clock.instant();
        ReconciliationProgress before = reconciliations.progress(tenant).orElse(null);
        Reconciler.Increment increment = increment(before, startedAt);
        Reconciler.Options options =
                new Reconciler.Options(startedAt.minus(settings.lookBack()), null, Set.of(), settings.repair());
        Instant comparedBefore = before == null ? null : before.comparedAt();
        try {
            Reconciler.ComparisonResult compared = reconciler.compare(
                    tenant,
                    reconciler.newId(),
                    SCHEDULE,
                    options,
                    increment,
                    (discrepancy, asOf) -> discrepancy.isLostEvent()
                            && new RepairBackOff(settings.repairAfter(), comparedBefore, asOf)
                                    .isDue(discrepancy.since()),
                    () -> lease().isPresent());
            ReconciliationProgress progress = new ReconciliationProgress(
                    compared.settledBefore(),
                    compared.asOf(),
                    before == null || increment == null ? startedAt : before.fullRunAt(),
                    compared.unreadable());
            Reconciliation run = compared.reconciliation();
            return saved(run, run.incomplete() == null ? progress : null);
        } catch (ParticipantUnavailableException | CartServiceUnavailableException unavailable) {
            log.warn("The reconciliation of tenant {} is incomplete: {}", tenant, unavailable.getMessage());
            Reconciliation run = new Reconciliation(
                    Reconciliations.SCHEDULED,
                    tenant,
                    SCHEDULE,
                    startedAt,
                    clock.instant(),
                    options.from(),
                    null,
                    Set.of(),
                    options.repair(),
                    0,
                    0,
                    Map.of(),
                    List.of(),
                    String.valueOf(unavailable.getMessage()));
            return saved(run, null);
        }
    }

    /** @param progress null if the run is incomplete */
    private Reconciliation saved(Reconciliation run, @Nullable ReconciliationProgress progress) {
        if (run.found() > 0) {
            log.warn("Found {} discrepancies in checkouts of tenant {}: {}", run.found(), run.tenant(), run.counts());
        }
        lease().ifPresent(lease -> reconciliations.saveScheduled(run, progress, lease.token()));
        return run;
    }

    /** Null if a full run is due, which reads every cart. */
    private Reconciler.@Nullable Increment increment(@Nullable ReconciliationProgress before, Instant now) {
        if (before == null || !before.fullRunAt().plus(settings.fullInterval()).isAfter(now)) {
            return null;
        }
        Instant lookBack = now.minus(settings.lookBack());
        Instant since = before.settledBefore().isBefore(lookBack) ? lookBack : before.settledBefore();
        return new Reconciler.Increment(since, before.unreadable());
    }

    /** The lease; empty if another node acquired it in the meantime, for example while this one was suspended. */
    private Optional<Leases.Lease> lease() {
        return leases.acquireOrRenew(JOB, LEASE);
    }

    private void updateGauges(Map<FindingType, Long> all) {
        gauges.forEach((type, gauge) -> gauge.set(all.getOrDefault(type, 0L)));
    }
}
