package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A non-unique index for equality on its fields or the first few of them; arrays count element by element. It lives in memory
 * and is filled from the documents at start, which a scan of the few ten thousand documents of a local data set can afford.
 * The owning collection's monitor guards it.
 */
final class SecondaryIndex extends Index<Object> implements Lookup {
    private final List<String> fields;
    private final Map<KeyValue, Set<Object>> idsByKey = new HashMap<>();
    private final Map<Object, Set<KeyValue>> keysById = new HashMap<>();

    SecondaryIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.fields = List.copyOf(keys());
    }

    @Override
    public Optional<Collection<Object>> lookUp(PinnedKeys filter) {
        int leading = filter.leading(fields);
        return leading == 0
                ? Optional.empty()
                : filter.keys(fields.subList(0, leading)).map(this::ids);
    }

    private Collection<Object> ids(Set<KeyValue> keys) {
        if (keys.size() == 1) {
            return idsByKey.getOrDefault(keys.iterator().next(), Set.of());
        }
        Set<Object> ids = new LinkedHashSet<>();
        keys.forEach(key -> ids.addAll(idsByKey.getOrDefault(key, Set.of())));
        return ids;
    }

    @Override
    public boolean canHandle(Document filter) {
        return lookUp(PinnedKeys.of(filter)).isPresent();
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        return Lookup.positions(this, filter);
    }

    @Override
    public void add(Document document, Object id, MongoCollection<Object> collection) {
        Set<KeyValue> keys = keysOf(document);
        keys.forEach(
                key -> idsByKey.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(id));
        keysById.put(id, keys);
    }

    @Override
    public @Nullable Object remove(Document document) {
        Object id = document.get("_id");
        Set<KeyValue> keys = keysById.remove(id);
        if (keys == null) {
            return null;
        }
        keys.forEach(key -> idsByKey.computeIfPresent(key, (k, ids) -> ids.remove(id) && ids.isEmpty() ? null : ids));
        return id;
    }

    @Override
    public void updateInPlace(Document before, Document after, Object id, MongoCollection<Object> collection) {
        if (!keysOf(after).equals(keysById.get(id))) {
            remove(before);
            add(after, id, collection);
        }
    }

    /** Every key the document can be asked for: all combinations of its values, in full and cut after each field. */
    private Set<KeyValue> keysOf(Document document) {
        Set<KeyValue> keys = new LinkedHashSet<>();
        List<List<@Nullable Object>> rows = List.of(List.of());
        for (String field : fields) {
            Set<@Nullable Object> found = new LinkedHashSet<>();
            collect(document, List.of(field.split("\\.")), found);
            List<List<@Nullable Object>> longer = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                for (@Nullable Object value : found) {
                    List<@Nullable Object> next = new ArrayList<>(row);
                    next.add(value);
                    longer.add(next);
                }
            }
            rows = longer;
            rows.forEach(row -> keys.add(new KeyValue(row).normalized()));
        }
        return keys;
    }

    private static void collect(@Nullable Object value, List<String> path, Set<@Nullable Object> found) {
        if (value instanceof Collection<?> elements) {
            Collection<?> each = elements.isEmpty() ? Collections.singletonList(null) : elements;
            each.forEach(element -> collect(element, path, found));
        } else if (path.isEmpty()) {
            found.add(value);
        } else {
            @Nullable Object next = value instanceof Document inner ? inner.get(path.getFirst()) : null;
            collect(next, path.subList(1, path.size()), found);
        }
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Nothing is refused here.
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        // Nothing is refused here.
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && Lookup.sameFields(this, other);
    }

    @Override
    public long getCount() {
        return keysById.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        idsByKey.clear();
        keysById.clear();
    }
}
