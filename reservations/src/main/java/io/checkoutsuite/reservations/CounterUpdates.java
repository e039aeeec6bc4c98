package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CounterFields.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Changes counters on behalf of their owners. Each change is numbered by its counter and stored in it until it is recorded in the
 * ledger. The number prevents duplicates: a call that read the counter before another one made the change cannot make it again.
 */
@RequiredArgsConstructor
class CounterUpdates {

    private static final int CHUNK = 500;
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;
    private final String collection;
    private final CounterChangeLog changes;
    private final Clock clock;
    private final StepHook hook;

    /** A counter as read, with the number of its changes and the one that is not recorded yet. */
    private record CounterSnapshot(
            Counter counter, long changeCount, @Nullable CounterChange pendingChange) {

        static CounterSnapshot of(Document stored) {
            Document pending = stored.get(CHANGE, Document.class);
            return new CounterSnapshot(
                    Counter.of(stored),
                    stored.get(CHANGES) == null ? 0 : Counter.number(stored, CHANGES),
                    pending == null ? null : CounterChange.of(pending));
        }
    }

    void define(List<CounterDefinition> definitions, ChangeBatch batch) {
        List<CounterDefinition> last = definitions.stream()
                .collect(Collectors.toMap(
                        CounterDefinition::id, Function.identity(), (first, later) -> later, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
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
            CounterSnapshot seen = read(List.of(id)).get(id);
            if (seen == null) {
                return new AdjustResult.UnknownCounter();
            }
            if (seen.pendingChange() != null) {
                changes.record(List.of(seen.pendingChange()));
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
            CounterChange change = adjusted(changeId, seen, delta, batch);
            if (written(seen, change)) {
                changes.record(List.of(change));
                return new AdjustResult.Adjusted(change, false);
            }
        }
    }

    /** Records the pending changes of crashed processes. Returns their number. */
    int recordPending(int most) {
        List<CounterChange> pending = changes.pending(most);
        changes.record(pending);
        return pending.size();
    }

    private boolean defined(List<CounterDefinition> chunk, ChangeBatch batch) {
        Map<String, CounterSnapshot> known =
                read(chunk.stream().map(CounterDefinition::id).toList());
        changes.record(known.values().stream()
                .flatMap(snapshot -> pendingOf(snapshot).stream())
                .toList());
        List<CounterChange> made = new ArrayList<>();
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (CounterDefinition definition : chunk) {
            CounterSnapshot before = known.get(definition.id());
            if (before != null && matches(before.counter(), definition)) {
                continue;
            }
            CounterChange change = defined(definition, before, batch);
            made.add(change);
            if (before == null) {
                bulk.insert(CounterDefinitions.fresh(definition)
                        .append(CHANGES, 1L)
                        .append(CHANGE, change.toDocument())
                        .append(CHANGE_PENDING, true));
            } else {
                bulk.updateOne(
                        query(unchanged(before)),
                        withPendingChange(CounterDefinitions.replaced(before.counter(), definition), change));
            }
        }
        if (made.isEmpty()) {
            return true;
        }
        hook.before("define");
        boolean all = wonAll(bulk, made.size());
        if (all) {
            changes.record(made);
        }
        // Otherwise the next round finds the successful changes pending and their counters matching.
        return all;
    }

    private static Optional<CounterChange> pendingOf(CounterSnapshot snapshot) {
        return Optional.ofNullable(snapshot.pendingChange());
    }

    private static boolean matches(Counter counter, CounterDefinition definition) {
        return counter.total() == definition.total()
                && counter.buffer() == definition.buffer()
                && counter.policy() == definition.policy()
                && counter.owner().entrySet().containsAll(definition.owner().entrySet());
    }

    private CounterChange defined(CounterDefinition definition, @Nullable CounterSnapshot before, ChangeBatch batch) {
        long number = before == null ? 1 : before.changeCount() + 1;
        return new CounterChange(
                definition.id() + "@" + batch.id() + "." + number,
                definition.id(),
                CounterChange.Kind.COUNTED,
                batch.id(),
                now(),
                definition.total(),
                definition.total() - (before == null ? 0 : before.counter().total()),
                definition.buffer(),
                definition.policy(),
                batch.attributes());
    }

    private CounterChange adjusted(String changeId, CounterSnapshot before, long delta, ChangeBatch batch) {
        Counter counter = before.counter();
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

    private boolean written(CounterSnapshot before, CounterChange change) {
        hook.before("adjust");
        Criteria guard = unchanged(before);
        if (change.delta() < 0) {
            guard = guard.and(AVAILABLE).gte(-change.delta());
        }
        Update update = new Update().inc(TOTAL, change.delta()).inc(AVAILABLE, change.delta());
        return mongo.findAndModify(
                        query(guard),
                        withPendingChange(update, change),
                        FindAndModifyOptions.none(),
                        Document.class,
                        collection)
                != null;
    }

    /** Race: concurrent changes by owners. A change is valid only for the figures and the number that it was computed from. */
    private static Criteria unchanged(CounterSnapshot before) {
        Criteria unchanged = CounterDefinitions.unchanged(before.counter())
                .and(CHANGE)
                .is(null)
                .and(CHANGES);
        return before.changeCount() == 0 ? unchanged.is(null) : unchanged.is(before.changeCount());
    }

    private static Update withPendingChange(Update update, CounterChange change) {
        return update.inc(CHANGES, 1L).set(CHANGE, change.toDocument()).set(CHANGE_PENDING, true);
    }

    private Map<String, CounterSnapshot> read(Collection<String> ids) {
        hook.before("read counters to change");
        DocumentReader reader = new DocumentReader(mongo, collection);
        // An unreadable counter must not be treated as a missing one.
        return mongo.find(query(where("_id").in(ids)), Document.class, collection).stream()
                .map(stored -> reader.readOrThrow(stored, CounterSnapshot::of))
                .collect(Collectors.toMap(snapshot -> snapshot.counter().id(), Function.identity()));
    }

    private static boolean wonAll(BulkOperations bulk, int writes) {
        try {
            var result = bulk.execute();
            return result.getInsertedCount() + result.getMatchedCount() == writes;
        } catch (DuplicateKeyException lost) {
            return false;
        } catch (BulkOperationException failed) {
            if (failed.getErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
                return false;
            }
            throw failed;
        }
    }
}
