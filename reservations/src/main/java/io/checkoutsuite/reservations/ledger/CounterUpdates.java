package io.checkoutsuite.reservations.ledger;

import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.ledger.ChangeableCounters.Replacement;
import io.checkoutsuite.reservations.ledger.ChangeableCounters.Snapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Changes counters on behalf of their owners. Each change is numbered by its counter and stored in it until it is recorded in the
 * ledger. The number prevents duplicates: a call that read the counter before another one made the change cannot make it again.
 */
@Component
@RequiredArgsConstructor
class CounterUpdates {

    private static final int CHUNK = 500;

    private final ChangeableCounters counters;
    private final ChangeLog changes;
    private final Clock clock;

    void define(List<CounterDefinition> definitions, ChangeBatch batch) {
        List<CounterDefinition> last = CounterDefinition.lastOfEach(definitions);
        for (int from = 0; from < last.size(); from += CHUNK) {
            List<CounterDefinition> chunk = last.subList(from, Math.min(from + CHUNK, last.size()));
            while (!defined(chunk, batch)) {
                // A counter changed between read and write: try again.
            }
        }
    }

    AdjustResult adjust(String id, long delta, ChangeBatch batch) {
        String changeId = id + "@" + batch.id();
        while (true) {
            Snapshot seen = counters.read(List.of(id)).get(id);
            if (seen == null) {
                return new AdjustResult.UnknownCounter();
            }
            if (seen.pending().isPresent()) {
                record(List.of(seen.pending().get()));
                continue;
            }
            Optional<CounterChange> before = changes.find(changeId);
            if (before.isPresent()) {
                CounterChange known = before.get();
                boolean isSame = known.delta() == delta && known.attributes().equals(batch.attributes());
                return isSame ? new AdjustResult.Adjusted(known, true) : new AdjustResult.BatchReused(known);
            }
            if (delta < 0 && seen.counter().available() < -delta) {
                return new AdjustResult.Insufficient(Math.max(0, seen.counter().available()));
            }
            CounterChange change = adjustment(changeId, seen.counter(), delta, batch);
            if (counters.adjust(seen, change)) {
                record(List.of(change));
                return new AdjustResult.Adjusted(change, false);
            }
        }
    }

    /** Records the pending changes of crashed processes. Returns their number. */
    int recordPending(int most) {
        List<CounterChange> pending = changes.pending(most);
        record(pending);
        return pending.size();
    }

    private boolean defined(List<CounterDefinition> chunk, ChangeBatch batch) {
        Map<String, Snapshot> known =
                counters.read(chunk.stream().map(CounterDefinition::id).toList());
        record(known.values().stream()
                .flatMap(snapshot -> snapshot.pending().stream())
                .toList());
        List<Replacement> replacements = new ArrayList<>();
        for (CounterDefinition definition : chunk) {
            Optional<Snapshot> before = Optional.ofNullable(known.get(definition.id()));
            if (before.filter(snapshot -> matches(snapshot.counter(), definition))
                    .isEmpty()) {
                replacements.add(new Replacement(definition, before, count(definition, before, batch)));
            }
        }
        if (replacements.isEmpty()) {
            return true;
        }
        boolean all = counters.replace(replacements);
        if (all) {
            record(replacements.stream().map(Replacement::change).toList());
        }
        // Otherwise the next round finds the successful changes pending and their counters matching.
        return all;
    }

    /** Records the changes first and removes them from their counters then; both steps can be repeated. */
    private void record(Collection<CounterChange> made) {
        if (!made.isEmpty()) {
            changes.insert(made);
            changes.forget(made);
        }
    }

    private static boolean matches(Counter counter, CounterDefinition definition) {
        return counter.total() == definition.total()
                && counter.buffer() == definition.buffer()
                && counter.policy() == definition.policy()
                && counter.owner().entrySet().containsAll(definition.owner().entrySet());
    }

    private CounterChange count(CounterDefinition definition, Optional<Snapshot> before, ChangeBatch batch) {
        long number = before.map(Snapshot::changeCount).orElse(0L) + 1;
        long totalBefore = before.map(snapshot -> snapshot.counter().total()).orElse(0L);
        return new CounterChange(
                definition.id() + "@" + batch.id() + "." + number,
                definition.id(),
                CounterChange.Kind.COUNTED,
                batch.id(),
                now(),
                definition.total(),
                definition.total() - totalBefore,
                definition.buffer(),
                definition.policy(),
                batch.attributes());
    }

    private CounterChange adjustment(String changeId, Counter counter, long delta, ChangeBatch batch) {
        return new CounterChange(
                changeId,
                counter.id(),
                CounterChange.Kind.ADJUSTED,
                batch.id(),
                now(),
                Math.addExact(counter.total(), delta),
                delta,
                counter.buffer(),
                counter.policy(),
                batch.attributes());
    }

    /** Truncated to the stored precision, so that a repeated call gets the same result. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
