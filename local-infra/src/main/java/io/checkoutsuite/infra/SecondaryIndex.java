package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A non-unique index for equality on its leading fields, optionally followed by a range on the next field. Array elements are indexed
 * individually. It is a table whose keys are the values of the fields followed by the {@code _id}, which is also the entry's value. All
 * fields are stored in ascending order and read in both directions.
 */
final class SecondaryIndex extends Index<Object> implements KeyLookup {
    private static final String ID = "_id";

    // Once one document has an array in these fields, a range no longer means that one and the same value is within it.
    private static final byte[] HAS_ARRAYS = OrderedKey.belowAll();

    private final Table entries;
    private final List<String> fields;
    private volatile boolean hasArrays;

    SecondaryIndex(Table entries, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.entries = entries;
        this.fields = List.copyOf(keys());
        this.hasArrays = entries.get(HAS_ARRAYS) != null;
    }

    /** Looks up equality on the leading fields and then, as in MongoDB, a range on the next field. */
    @Override
    public Optional<Collection<Object>> lookUp(IndexBounds filter, int max) {
        return ranges(filter).flatMap(ranges -> idsWithin(ranges, max));
    }

    private Optional<Collection<Object>> idsWithin(List<KeyRange> ranges, int max) {
        Set<Object> ids = new LinkedHashSet<>();
        for (KeyRange range : ranges) {
            ids(range, false).limit((long) max + 1 - ids.size()).forEach(ids::add);
            if (ids.size() > max) {
                return Optional.empty();
            }
        }
        return Optional.of(ids);
    }

    /** The ranges of keys that the filter allows; empty if it does not restrict the first field. */
    private Optional<List<KeyRange>> ranges(IndexBounds filter) {
        int leading = filter.leading(fields);
        Optional<IndexBounds.Range> range = leading < fields.size()
                ? filter.range(fields.get(leading)).map(given -> hasArrays ? given.ofArrays() : given)
                : Optional.empty();
        if (leading == 0) {
            return range.map(given -> List.of(given.keysAfter(OrderedKey.EMPTY)));
        }
        return filter.keys(fields.subList(0, leading))
                .map(prefixes -> prefixes.stream()
                        .map(OrderedKey::of)
                        .map(prefix -> range.map(given -> given.keysAfter(prefix))
                                .orElseGet(() -> KeyRange.startingWith(prefix)))
                        .toList());
    }

    /**
     * Reads the {@code _id}s of all documents that can match lazily and in the requested order.
     *
     * @return empty if the index does not have them in this order
     */
    Optional<Stream<Object>> inOrder(IndexBounds filter, Document sort) {
        int leading = filter.leading(fields);
        List<String> directions =
                sort.values().stream().map(String::valueOf).distinct().toList();
        List<String> order = sort.keySet().stream()
                .filter(field -> !fields.subList(0, leading).contains(field))
                .toList();
        List<String> available = Stream.concat(fields.stream().skip(leading), Stream.of(ID))
                .distinct()
                .toList();
        if (directions.size() != 1
                || order.size() > available.size()
                || !available.subList(0, order.size()).equals(order)
                || hasArrays) {
            return Optional.empty();
        }
        boolean descending = sort.values().stream()
                .anyMatch(direction -> ((Number) Objects.requireNonNull(direction)).intValue() < 0);
        return ranges(filter).filter(ranges -> ranges.size() == 1).map(ranges -> ids(ranges.getFirst(), descending));
    }

    /**
     * Counts the documents that match by the entries alone.
     *
     * @return empty if the filter is more than the values of leading fields, or if a document may have several entries
     */
    OptionalLong count(Document filter) {
        boolean covered = !filter.isEmpty()
                && filter.values().stream().allMatch(IndexBounds::isScalar)
                && IndexBounds.of(filter).leading(fields) == filter.size();
        if (!covered || hasArrays) {
            return OptionalLong.empty();
        }
        List<@Nullable Object> values =
                fields.stream().limit(filter.size()).map(filter::get).toList();
        return OptionalLong.of(entries.values(KeyRange.startingWith(OrderedKey.of(values)), false)
                .count());
    }

    private Stream<Object> ids(KeyRange range, boolean descending) {
        return entries.values(range, descending).map(id -> Objects.requireNonNull(Bson.decodedValue(id)));
    }

    @Override
    public boolean canHandle(Document filter) {
        return KeyLookup.supports(this, filter);
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        return KeyLookup.positions(this, filter);
    }

    @Override
    public void add(Document document, Object id, MongoCollection<Object> collection) {
        byte[] value = Bson.encodedValue(id);
        keysOf(document).forEach(key -> entries.put(key, value));
    }

    @Override
    public @Nullable Object remove(Document document) {
        keysOf(document).forEach(entries::remove);
        return document.get(ID);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object id, MongoCollection<Object> collection) {
        SortedSet<byte[]> outdated = keysOf(before);
        SortedSet<byte[]> current = keysOf(after);
        byte[] value = Bson.encodedValue(id);
        current.stream().filter(key -> !outdated.contains(key)).forEach(key -> entries.put(key, value));
        outdated.stream().filter(key -> !current.contains(key)).forEach(entries::remove);
    }

    /** All keys of the document: every combination of its values for the fields. */
    private SortedSet<byte[]> keysOf(Document document) {
        List<OrderedKey> rows = List.of(OrderedKey.EMPTY);
        for (String field : fields) {
            Set<@Nullable Object> found = new LinkedHashSet<>();
            collect(document, List.of(field.split("\\.")), found);
            if (found.size() > 1 && !hasArrays) {
                entries.put(HAS_ARRAYS, Bson.encodedValue(null));
                hasArrays = true;
            }
            List<OrderedKey> longer = new ArrayList<>();
            rows.forEach(row -> found.forEach(value -> longer.add(row.and(value))));
            rows = longer;
        }
        SortedSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        rows.forEach(row -> keys.add(row.and(document.get(ID)).bytes()));
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
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public long getCount() {
        return entries.count();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
