package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A unique index: a table from the values of its fields to the {@code _id} of the document that has them. */
final class UniqueIndex extends AbstractUniqueIndex<Object> implements KeyLookup {
    private final Table ids;

    UniqueIndex(Table ids, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.ids = ids;
    }

    @Override
    public Optional<Collection<Object>> lookUp(IndexBounds filter, int max) {
        return filter.keys(keys()).filter(keys -> keys.size() <= max).map(this::present);
    }

    private Collection<Object> present(Set<KeyValue> keys) {
        Set<Object> present = new LinkedHashSet<>();
        for (KeyValue key : keys) {
            Object id = getPosition(key);
            if (id != null) {
                present.add(id);
            }
        }
        return present;
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        byte[] id = ids.get(OrderedKey.of(key).bytes());
        return id == null ? null : Bson.decodedValue(id);
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
    protected boolean putKeyPosition(KeyValue key, Object id) {
        ids.put(OrderedKey.of(key).bytes(), Bson.encodedValue(id));
        return true;
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        Object id = getPosition(key);
        ids.remove(OrderedKey.of(key).bytes());
        return id;
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        throw new UnsupportedOperationException("Looked up by key only");
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && KeyLookup.sameFields(this, other);
    }

    @Override
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    @Override
    public long getCount() {
        return ids.count();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        ids.clear();
    }
}
