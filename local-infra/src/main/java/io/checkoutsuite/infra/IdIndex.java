package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoCollection;
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

/** The index on {@code _id}. Documents are stored by {@code _id}, so the store itself is the index. */
final class IdIndex extends AbstractUniqueIndex<Object> implements KeyLookup {
    private static final String ID = "_id";

    private final MVMap<Object, Document> documents;

    IdIndex(MVMap<Object, Document> documents, String name, List<IndexKey> keys) {
        super(name, keys, false);
        this.documents = documents;
    }

    @Override
    public Optional<Collection<Object>> lookUp(IndexBounds filter) {
        return filter.keys(List.of(ID)).map(this::present);
    }

    private Collection<Object> present(Set<KeyValue> ids) {
        Set<Object> present = new LinkedHashSet<>();
        for (KeyValue id : ids) {
            Object stored = getPosition(id);
            if (stored != null) {
                present.add(stored);
            }
        }
        return present;
    }

    @Override
    protected @Nullable Object getPosition(KeyValue id) {
        Document document = documents.get(id.get(0));
        if (document == null) {
            return null;
        }
        // The id of an unreadable document is still in use.
        return UnreadableDocument.is(document) ? id.get(0) : document.get(ID);
    }

    @Override
    public boolean canHandle(Document filter) {
        return lookUp(IndexBounds.of(filter)).isPresent();
    }

    @Override
    public Iterable<Object> getPositions(Document filter) {
        return KeyLookup.positions(this, filter);
    }

    /** Called before any index is written, so that a document that cannot be stored changes nothing. */
    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        BsonLimits.checkUpdate(after);
        super.checkUpdate(before, after, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        // Storing the document has already indexed it.
    }

    @Override
    protected boolean putKeyPosition(KeyValue id, Object position) {
        return true;
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue id) {
        return getPosition(id);
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        throw new UnsupportedOperationException("The document store itself is the index");
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && KeyLookup.sameFields(this, other);
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
