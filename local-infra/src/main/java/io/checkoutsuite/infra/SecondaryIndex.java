package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A non-unique index for equality on all of its fields or a prefix of them, optionally followed by a range on the next field. Array elements
 * are indexed individually. The index is kept in memory and built from the documents at startup, which is affordable for the few ten
 * thousand documents of a local data set. It is guarded by the owning collection's monitor.
 */
final class SecondaryIndex extends Index<Object> implements KeyLookup {
    private static final int SMALL_RESULT = 32;

    private final List<String> fields;
    private final Map<KeyValue, Set<Object>> idsByPrefix = new HashMap<>();
    private final NavigableMap<KeyValue, Set<Object>> idsByKey = new TreeMap<>(new BsonKeyType()::compare);
    private boolean hasArrays;
    private final Map<Object, Set<KeyValue>> keysById = new HashMap<>();

    SecondaryIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.fields = List.copyOf(keys());
    }

    /** Looks up equality on the leading fields and then, as in MongoDB, a range on the next field. */
    @Override
    public Optional<Collection<Object>> lookUp(IndexBounds filter) {
        int leading = filter.leading(fields);
        Optional<Set<KeyValue>> prefixes = leading == 0 ? Optional.empty() : filter.keys(fields.subList(0, leading));
        Optional<Collection<Object>> equal = prefixes.map(keys -> ids(keys, leading));
        Optional<IndexBounds.Range> range =
                leading < fields.size() ? filter.range(fields.get(leading)) : Optional.empty();
        if (range.isEmpty()
                || equal.filter(few -> few.size() <= SMALL_RESULT).isPresent()
                || (leading > 0 && prefixes.isEmpty())) {
            return equal;
        }
        IndexBounds.Range effective = hasArrays ? range.get().ofArrays() : range.get();
        Set<Object> ids = new LinkedHashSet<>();
        if (leading == 0) {
            addWithin(List.of(), effective, ids);
        } else {
            prefixes.orElseThrow().forEach(prefix -> addWithin(prefix.stream().toList(), effective, ids));
        }
        return Optional.of(ids);
    }

    private void addWithin(List<@Nullable Object> prefix, IndexBounds.Range range, Set<Object> ids) {
        List<@Nullable Object> from = new ArrayList<>(prefix);
        if (range.low() != null) {
            from.add(range.low());
        }
        int field = prefix.size();
        Map<KeyValue, Set<Object>> further =
                from.isEmpty() ? idsByKey : idsByKey.tailMap(new KeyValue(from).normalized(), true);
        for (Map.Entry<KeyValue, Set<Object>> entry : further.entrySet()) {
            KeyValue key = entry.getKey();
            if (!startsWith(key, prefix) || (range.high() != null && order(key.get(field), range.high()) > 0)) {
                return;
            }
            if (key.get(field) != null) {
                ids.addAll(entry.getValue());
            }
        }
    }

    private static boolean startsWith(KeyValue key, List<@Nullable Object> prefix) {
        for (int field = 0; field < prefix.size(); field++) {
            if (order(key.get(field), prefix.get(field)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int order(@Nullable Object left, @Nullable Object right) {
        return ValueComparator.ascWithoutListHandling().compare(left, right);
    }

    private Collection<Object> ids(Set<KeyValue> keys, int length) {
        Map<KeyValue, Set<Object>> known = length == fields.size() ? idsByKey : idsByPrefix;
        if (keys.size() == 1) {
            return known.getOrDefault(keys.iterator().next(), Set.of());
        }
        Set<Object> ids = new LinkedHashSet<>();
        keys.forEach(key -> ids.addAll(known.getOrDefault(key, Set.of())));
        return ids;
    }

    private Map<KeyValue, Set<Object>> mapFor(KeyValue key) {
        return key.size() == fields.size() ? idsByKey : idsByPrefix;
    }

    @Override
    public boolean canHandle(Document filter) {
        return lookUp(IndexBounds.of(filter)).isPresent();
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        return KeyLookup.positions(this, filter);
    }

    @Override
    public void add(Document document, Object id, MongoCollection<Object> collection) {
        Set<KeyValue> keys = keysOf(document);
        keys.forEach(key ->
                mapFor(key).computeIfAbsent(key, k -> new LinkedHashSet<>()).add(id));
        keysById.put(id, keys);
    }

    @Override
    public @Nullable Object remove(Document document) {
        Object id = document.get("_id");
        Set<KeyValue> keys = keysById.remove(id);
        if (keys == null) {
            return null;
        }
        keys.forEach(
                key -> mapFor(key).computeIfPresent(key, (k, ids) -> ids.remove(id) && ids.isEmpty() ? null : ids));
        return id;
    }

    @Override
    public void updateInPlace(Document before, Document after, Object id, MongoCollection<Object> collection) {
        if (!keysOf(after).equals(keysById.get(id))) {
            remove(before);
            add(after, id, collection);
        }
    }

    /** All keys under which the document can be looked up: every combination of its values, for all fields and for each prefix of them. */
    private Set<KeyValue> keysOf(Document document) {
        Set<KeyValue> keys = new LinkedHashSet<>();
        List<List<@Nullable Object>> rows = List.of(List.of());
        for (String field : fields) {
            Set<@Nullable Object> found = new LinkedHashSet<>();
            collect(document, List.of(field.split("\\.")), found);
            hasArrays |= found.size() > 1;
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
        // A non-unique index accepts every document.
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        // A non-unique index accepts every document.
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && KeyLookup.sameFields(this, other);
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
        idsByPrefix.clear();
        keysById.clear();
    }
}
