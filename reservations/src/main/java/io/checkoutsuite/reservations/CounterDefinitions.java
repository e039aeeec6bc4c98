package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.CounterFields.*;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.mongo.DocumentReader;
import io.checkoutsuite.mongo.LookupResult;
import io.checkoutsuite.mongo.TenantKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The conditional writes of counter definitions; they never touch what is promised. */
class CounterDefinitions {

    private static final int CHUNK = 1_000;
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;
    private final String collection;
    private final DocumentReader reader;

    CounterDefinitions(MongoOperations mongo, String collection) {
        this.mongo = mongo;
        this.collection = collection;
        reader = new DocumentReader(mongo, collection);
    }

    void define(List<CounterDefinition> definitions) {
        // The last definition of a counter wins; two of them in one command would race each other.
        List<CounterDefinition> last = definitions.stream()
                .collect(Collectors.toMap(
                        CounterDefinition::id, Function.identity(), (first, later) -> later, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        for (int from = 0; from < last.size(); from += CHUNK) {
            List<CounterDefinition> chunk = last.subList(from, Math.min(from + CHUNK, last.size()));
            while (!written(chunk)) {
                // A counter changed between read and write: try again.
            }
        }
    }

    Optional<Counter> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Document.class, collection))
                .map(stored -> reader.readOrThrow(stored, Counter::of));
    }

    /** Returns the readable ones. */
    List<Counter> findAll(Collection<String> ids) {
        return reader.all(stored(ids), Counter::of);
    }

    LookupResult<Counter> known(Collection<String> ids) {
        return reader.lookUp(stored(ids), Counter::of);
    }

    /** Returns the first {@code limit} counters of the tenant after this key that can be read and converted. */
    <T> List<T> page(TenantKey after, int limit, Function<Counter, T> as) {
        Query page = query(after.startAfter(new Criteria())).with(Sort.by("_id"));
        return reader.first(page, limit, stored -> as.apply(Counter.of(stored)));
    }

    private List<Document> stored(Collection<String> ids) {
        return mongo.find(query(where("_id").in(ids)), Document.class, collection);
    }

    private boolean written(List<CounterDefinition> chunk) {
        // An unreadable counter must not be treated as a missing one.
        Map<String, Counter> known = stored(
                        chunk.stream().map(CounterDefinition::id).toList())
                .stream()
                .map(stored -> reader.readOrThrow(stored, Counter::of))
                .collect(Collectors.toMap(Counter::id, Function.identity()));
        var bulk = mongo.bulkOps(BulkMode.UNORDERED, collection);
        for (CounterDefinition definition : chunk) {
            Counter before = known.get(definition.id());
            if (before == null) {
                bulk.insert(fresh(definition));
            } else {
                bulk.updateOne(query(unchanged(before)), replaced(before, definition));
            }
        }
        try {
            var result = bulk.execute();
            return result.getInsertedCount() + result.getMatchedCount() == chunk.size();
        } catch (DuplicateKeyException e) {
            return false;
        } catch (BulkOperationException e) {
            if (e.getErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
                return false;
            }
            throw e;
        }
    }

    /** Race: two definitions of one counter. The difference is valid only for the total and buffer that it was computed from. */
    static Criteria unchanged(Counter before) {
        return where("_id")
                .is(before.id())
                .and(TOTAL)
                .is(before.total())
                .and(BUFFER)
                .is(before.buffer());
    }

    static Update replaced(Counter before, CounterDefinition now) {
        Update update = Update.update(TOTAL, now.total())
                .set(BUFFER, now.buffer())
                .set(POLICY, now.policy().name())
                .inc(AVAILABLE, (now.total() - now.buffer()) - (before.total() - before.buffer()));
        now.owner().forEach(update::set);
        return update;
    }

    static Document fresh(CounterDefinition definition) {
        Document document = new Document("_id", definition.id())
                .append(TOTAL, definition.total())
                .append(BUFFER, definition.buffer())
                .append(SOFT, 0L)
                .append(HARD, 0L)
                .append(AVAILABLE, definition.total() - definition.buffer())
                .append(POLICY, definition.policy().name())
                .append(OPEN, List.of());
        document.putAll(definition.owner());
        return document;
    }
}
