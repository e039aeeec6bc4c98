package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CounterFields.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.Readable;
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
class Owning {

    private static final int CHUNK = 500;
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;
    private final String collection;
    private final Changes changes;
    private final Clock clock;
    private final Pace pace;

    /** A counter as read, with the number of its changes and the one that is not recorded yet. */
    private record Owned(
            Counter counter, long number, @Nullable Change owed) {

        static Owned of(Document stored) {
            Document owed = stored.get(CHANGE, Document.class);
            return new Owned(
                    Counter.of(stored),
                    stored.get(CHANGES) == null ? 0 : Counter.number(stored, CHANGES),
                    owed == null ? null : Change.of(owed));
        }
    }

    void count(List<CounterDefinition> definitions, OwnerWord word) {
        List<CounterDefinition> last = definitions.stream()
                .collect(Collectors.toMap(
                        CounterDefinition::id, Function.identity(), (first, later) -> later, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        for (int from = 0; from < last.size(); from += CHUNK) {
            List<CounterDefinition> chunk = last.subList(from, Math.min(from + CHUNK, last.size()));
            while (!counted(chunk, word)) {
                // A counter changed between read and write: try again.
            }
        }
    }

    Adjusted adjust(String id, long delta, OwnerWord word) {
        String changeId = id + "@" + word.batch();
        while (true) {
            Owned seen = read(List.of(id)).get(id);
            if (seen == null) {
                return new Adjusted.Unknown();
            }
            if (seen.owed() != null) {
                changes.record(List.of(seen.owed()));
                continue;
            }
            Optional<Change> before = changes.find(changeId);
            if (before.isPresent()) {
                Change known = before.get();
                boolean isSame = known.delta() == delta && known.attributes().equals(word.attributes());
                return isSame ? new Adjusted.Done(known, true) : new Adjusted.DoneOtherwise(known);
            }
            if (delta < 0 && seen.counter().available() < -delta) {
                return new Adjusted.TooLittle(Math.max(0, seen.counter().available()));
            }
            Change change = adjusted(changeId, seen, delta, word);
            if (written(seen, change)) {
                changes.record(List.of(change));
                return new Adjusted.Done(change, false);
            }
        }
    }

    /** Records the pending changes of crashed processes. Returns their number. */
    int record(int most) {
        List<Change> owed = changes.owed(most);
        changes.record(owed);
        return owed.size();
    }

    private boolean counted(List<CounterDefinition> chunk, OwnerWord word) {
        Map<String, Owned> known =
                read(chunk.stream().map(CounterDefinition::id).toList());
        changes.record(
                known.values().stream().flatMap(owned -> owedBy(owned).stream()).toList());
        List<Change> made = new ArrayList<>();
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (CounterDefinition definition : chunk) {
            Owned before = known.get(definition.id());
            if (before != null && isAsSaid(before.counter(), definition)) {
                continue;
            }
            Change change = counted(definition, before, word);
            made.add(change);
            if (before == null) {
                bulk.insert(Definitions.fresh(definition)
                        .append(CHANGES, 1L)
                        .append(CHANGE, change.stored())
                        .append(OWES_CHANGE, true));
            } else {
                bulk.updateOne(
                        query(unchanged(before)), owing(Definitions.replaced(before.counter(), definition), change));
            }
        }
        if (made.isEmpty()) {
            return true;
        }
        pace.before("count");
        boolean all = wonAll(bulk, made.size());
        if (all) {
            changes.record(made);
        }
        // Otherwise the next round finds the successful changes pending and their counters matching.
        return all;
    }

    private static Optional<Change> owedBy(Owned owned) {
        return Optional.ofNullable(owned.owed());
    }

    private static boolean isAsSaid(Counter counter, CounterDefinition definition) {
        return counter.total() == definition.total()
                && counter.buffer() == definition.buffer()
                && counter.policy() == definition.policy()
                && counter.owner().entrySet().containsAll(definition.owner().entrySet());
    }

    private Change counted(CounterDefinition definition, @Nullable Owned before, OwnerWord word) {
        long number = before == null ? 1 : before.number() + 1;
        return new Change(
                definition.id() + "@" + word.batch() + "." + number,
                definition.id(),
                Change.Kind.COUNTED,
                word.batch(),
                now(),
                definition.total(),
                definition.total() - (before == null ? 0 : before.counter().total()),
                definition.buffer(),
                definition.policy(),
                word.attributes());
    }

    private Change adjusted(String changeId, Owned before, long delta, OwnerWord word) {
        Counter counter = before.counter();
        return new Change(
                changeId,
                counter.id(),
                Change.Kind.ADJUSTED,
                word.batch(),
                now(),
                Math.addExact(counter.total(), delta),
                delta,
                counter.buffer(),
                counter.policy(),
                word.attributes());
    }

    /** Truncated to the stored precision, so that a repeated call gets the same result. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private boolean written(Owned before, Change change) {
        pace.before("adjust");
        Criteria guard = unchanged(before);
        if (change.delta() < 0) {
            guard = guard.and(AVAILABLE).gte(-change.delta());
        }
        Update update = new Update().inc(TOTAL, change.delta()).inc(AVAILABLE, change.delta());
        return mongo.findAndModify(
                        query(guard), owing(update, change), FindAndModifyOptions.none(), Document.class, collection)
                != null;
    }

    /** Race: concurrent changes by owners. A change is valid only for the figures and the number that it was computed from. */
    private static Criteria unchanged(Owned before) {
        Criteria unchanged =
                Definitions.unchanged(before.counter()).and(CHANGE).is(null).and(CHANGES);
        return before.number() == 0 ? unchanged.is(null) : unchanged.is(before.number());
    }

    private static Update owing(Update update, Change change) {
        return update.inc(CHANGES, 1L).set(CHANGE, change.stored()).set(OWES_CHANGE, true);
    }

    private Map<String, Owned> read(Collection<String> ids) {
        pace.before("read owned");
        Readable readable = new Readable(mongo, collection);
        // An unreadable counter must not be treated as a missing one.
        return mongo.find(query(where("_id").in(ids)), Document.class, collection).stream()
                .map(stored -> readable.required(stored, Owned::of))
                .collect(Collectors.toMap(owned -> owned.counter().id(), Function.identity()));
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
