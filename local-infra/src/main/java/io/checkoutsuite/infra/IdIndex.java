package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id}. Documents are stored by {@code _id}, so their table itself is the index. */
final class IdIndex extends AbstractUniqueIndex<Object> implements KeyLookup {
    private static final String ID = "_id";

    private final Table documents;

    IdIndex(Table documents, String name, List<IndexKey> keys) {
        super(name, keys, false);
        this.documents = documents;
    }

    /** Returns the ids that the filter names, whether there are such documents or not. */
    @Override
    public Optional<Collection<Object>> lookUp(IndexBounds filter, int max) {
        return filter.keys(List.of(ID))
                .filter(ids -> ids.size() <= max)
                .map(ids -> ids.stream().map(id -> id.get(0)).toList());
    }

    @Override
    protected @Nullable Object getPosition(KeyValue id) {
        return documents.get(OrderedKey.bytesOf(id.get(0))) == null ? null : id.get(0);
    }

    /** The document is known to be stored. */
    @Override
    public @Nullable Object getPosition(Document document) {
        return document.get(ID);
    }

    @Override
    public boolean canHandle(Document filter) {
        return KeyLookup.supports(this, filter);
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
    public @Nullable Object remove(Document document) {
        return document.get(ID);
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
        throw new UnsupportedOperationException("The document table itself is the index");
    }

    @Override
    public boolean hasSameOptions(Index<?> other) {
        return super.hasSameOptions(other) && KeyLookup.sameFields(this, other);
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    public long getCount() {
        return documents.count();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
