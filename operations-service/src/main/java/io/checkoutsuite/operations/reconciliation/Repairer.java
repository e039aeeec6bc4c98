package io.checkoutsuite.operations.reconciliation;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.operations.history.CartServiceUnavailableException;
import io.checkoutsuite.operations.history.CheckoutHistory;
import io.checkoutsuite.operations.history.KnownOutcomes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;

/** Executes the repair actions of discrepancies, and verifies whether they took effect. */
@Slf4j
@Component
@RequiredArgsConstructor
class Repairer {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private final CheckoutHistory history;
    private final RepairCommands commands;
    private final RepairVerification verification;
    private final ReconciliationSettings settings;
    private final DatabaseClock clock;
    private final MeterRegistry meters;

    /**
     * The run that repairs.
     *
     * @param id the repairs of one run are applied once
     * @param by the operator, or schedule
     */
    record Run(String id, String by) {}

    /**
     * Repairs the selected discrepancies and returns all findings in their order.
     *
     * @param toRepair which of them to repair
     */
    List<Finding> repair(String tenant, Run run, List<Discrepancy> all, Predicate<Discrepancy> toRepair) {
        List<Discrepancy> selected = all.stream().filter(toRepair).toList();
        Set<Discrepancy> repaired = outcomes(tenant, selected)
                .map(outcomes -> repaired(tenant, run, selected, outcomes))
                .orElse(Set.of());
        repaired.forEach(discrepancy -> count(discrepancy.finding()));
        return all.stream()
                .map(discrepancy ->
                        repaired.contains(discrepancy) ? discrepancy.finding().asRepaired() : discrepancy.finding())
                .toList();
    }

    /** The events that the selected repairs publish; they never change. Empty if the cart service is unavailable. */
    private Optional<KnownOutcomes> outcomes(String tenant, List<Discrepancy> selected) {
        List<String> requestIds = selected.stream()
                .filter(discrepancy -> discrepancy.repairAction() instanceof RepairAction.Publication)
                .map(Discrepancy::requestId)
                .distinct()
                .toList();
        try {
            return Optional.of(history.outcomes(tenant, requestIds));
        } catch (CartServiceUnavailableException unavailable) {
            log.warn("Nothing is repaired: {}", unavailable.getMessage());
            return Optional.empty();
        }
    }

    private Set<Discrepancy> repaired(String tenant, Run run, List<Discrepancy> selected, KnownOutcomes outcomes) {
        List<Discrepancy> started = commands.start(tenant, run, selected, outcomes);
        Instant end = clock.instant().plus(settings.repairWait());
        List<Discrepancy> open = verification.stillOpen(tenant, started, outcomes);
        while (!open.isEmpty() && clock.instant().isBefore(end) && hasPaused()) {
            open = verification.stillOpen(tenant, open, outcomes);
        }
        Set<Discrepancy> repaired = new HashSet<>(started);
        open.forEach(repaired::remove);
        return repaired;
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
}
