package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.counter.CounterDefinition;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything that has changed a counter. Requests are their own record: reserve, commit and release write nothing extra for the
 * ledger. A change by the owner is recorded once per batch and counter, even if a process crashes in between.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Ledger {

    private final RequestHistory requests;
    private final ChangeLog changes;
    private final CounterUpdates updates;
    private final Recomputation recomputation;

    /**
     * Creates or replaces counters, as {@link io.checkoutsuite.reservations.counter.Counters#define} does, and records the changes. A counter
     * that already matches its definition is left unchanged.
     */
    public void define(List<CounterDefinition> counters, ChangeBatch batch) {
        updates.define(counters, batch);
    }

    /** Raises or lowers a counter's total, once per batch. What is promised stays promised. */
    public AdjustResult adjust(String counter, long delta, ChangeBatch batch) {
        return updates.adjust(counter, delta, batch);
    }

    /** Records up to {@code most} changes that crashed processes made and did not record. Returns their number. */
    public int recordPending(int most) {
        return updates.recordPending(most);
    }

    /** Returns the records of the counter, including refused requests: newest first, preceding the given cursor. */
    public List<LedgerRecord> of(String counter, @Nullable LedgerCursor before, int limit) {
        return Stream.<LedgerRecord>concat(
                        requests.of(counter, before, limit).stream().map(LedgerRecord.Requested::new),
                        changes.of(counter, before, limit).stream())
                .sorted(LedgerCursor.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Recomputes the reserved and committed quantities of these counters from their requests, and returns the figures that differ. This
     * reads every request that was ever committed on them.
     *
     * @param repair whether to repair them; a counter that keeps changing meanwhile is not repaired
     */
    public List<Mismatch> recompute(Collection<String> counters, boolean repair) {
        return recomputation.recompute(counters, repair);
    }
}
