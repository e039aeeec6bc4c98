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
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A unique index, stored together with the documents so that both are written atomically. */
final class UniqueIndex extends AbstractUniqueIndex<Object> implements KeyLookup {
    private final MVMap<KeyValue, Object> idsByKey;

    UniqueIndex(MVMap<KeyValue, Object> idsByKey, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.idsByKey = idsByKey;
    }

    @Override
    public Optional<Collection<Object>> lookUp(IndexBounds filter) {
        return filter.keys(keys()).map(this::present);
    }

    private Collection<Object> present(Set<KeyValue> keys) {
        Set<Object> ids = new LinkedHashSet<>();
        for (KeyValue key : keys) {
            Object id = idsByKey.get(key);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
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
    protected @Nullable Object getPosition(KeyValue key) {
        return idsByKey.get(key);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object id) {
        return idsByKey.putIfAbsent(key, id) == null;
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        return idsByKey.remove(key);
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        return idsByKey.entrySet();
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && KeyLookup.sameFields(this, other);
    }

    @Override
    public long getCount() {
        return idsByKey.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
