package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One collection: a table from {@code _id} to document. It is changed by one command at a time, which {@link StoredDatabase} ensures, and
 * read by any number of others at the same time.
 */
final class StoredCollection extends AbstractMongoCollection<Object> {
    private static final int INVALID_BSON = 22;
    private static final int SMALL_RESULT = 32;
    private static final String ID = "_id";

    /** Bound while a command changes documents: how many it may change, or 0 for all that match. */
    private static final ScopedValue<Integer> MAX_TO_CHANGE = ScopedValue.newInstance();

    private final Table documents;
    private final ScanStatistics scans;
    private final ApproximateSize size;
    private final DamageLog damage = new DamageLog();

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            Table documents,
            ScanStatistics scans) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.scans = scans;
        this.size = new ApproximateSize(documents);
    }

    @Override
    protected QueryResult queryDocuments(
            Document filter,
            @Nullable Document sort,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        int max = MAX_TO_CHANGE.isBound() && MAX_TO_CHANGE.get() > 0 ? MAX_TO_CHANGE.get() : limit;
        boolean sorted = sort != null && !sort.isEmpty();
        IndexBounds bounds = IndexBounds.of(filter);
        Optional<Collection<Object>> few = sorted ? fewCandidates(bounds) : candidates(bounds, Integer.MAX_VALUE);
        if (few.isPresent()) {
            return matchDocuments(filter, few.get(), sort, skip, max, batchSize, projection);
        }
        Optional<Stream<Document>> inOrder = sort != null ? inOrder(bounds, sort) : Optional.empty();
        if (inOrder.isPresent()) {
            return matchDocumentsFromStream(inOrder.get(), filter, null, skip, max, batchSize, projection);
        }
        Optional<Collection<Object>> many = sorted ? candidates(bounds, Integer.MAX_VALUE) : Optional.empty();
        if (many.isPresent()) {
            return matchDocuments(filter, many.get(), sort, skip, max, batchSize, projection);
        }
        Optional<IndexBounds.Range> ids = bounds.range(ID);
        if (ids.isPresent()) {
            return matchDocumentsFromStream(byId(ids.get(), false), filter, sort, skip, max, batchSize, projection);
        }
        if (!filter.isEmpty()) {
            scans.recordScan(getFullName(), filter);
        }
        return matchDocuments(filter, sort, skip, max, batchSize, projection);
    }

    /** The candidates, if sorting them costs less than reading documents in order until enough match. */
    private Optional<Collection<Object>> fewCandidates(IndexBounds bounds) {
        return candidates(bounds, SMALL_RESULT)
                .or(() -> candidates(bounds, (int) Math.min(size.get() / SMALL_RESULT, Integer.MAX_VALUE)));
    }

    /**
     * The ids of the documents that can match, from the index that finds the fewest; empty if no index finds at most {@code max}. A few ids that
     * the filter itself names are not narrowed further: to read their documents costs less than a search in another index.
     */
    private Optional<Collection<Object>> candidates(IndexBounds bounds, int max) {
        int limit = Math.min(SMALL_RESULT, max);
        while (true) {
            @Nullable Collection<Object> fewest = null;
            for (Index<Object> index : getIndexes()) {
                if (index instanceof KeyLookup lookup) {
                    int better = fewest == null ? limit : fewest.size() - 1;
                    fewest = lookup.lookUp(bounds, better).orElse(fewest);
                }
                if (fewest != null && (fewest.size() <= 1 || index instanceof IdIndex)) {
                    break;
                }
            }
            if (fewest != null || limit == max) {
                return Optional.ofNullable(fewest);
            }
            limit = (int) Math.min((long) limit * SMALL_RESULT, max);
        }
    }

    /** Reads the documents that can match lazily, if the table or an index has them in the requested order. */
    private Optional<Stream<Document>> inOrder(IndexBounds bounds, Document sort) {
        Optional<Stream<Object>> ids = getIndexes().stream()
                .filter(SecondaryIndex.class::isInstance)
                .map(index -> ((SecondaryIndex) index).inOrder(bounds, sort))
                .flatMap(Optional::stream)
                .findFirst();
        if (ids.isPresent()) {
            return ids.map(found -> found.map(this::read).flatMap(Optional::stream));
        }
        return sort.size() == 1 && sort.get(ID) instanceof Number direction
                ? bounds.range(ID).map(range -> byId(range, direction.intValue() < 0))
                : Optional.empty();
    }

    private Stream<Document> byId(IndexBounds.Range ids, boolean descending) {
        KeyRange keys = ids.keysAfter(OrderedKey.EMPTY);
        return documents.values(keys, descending).map(this::decode).flatMap(Optional::stream);
    }

    /** An unreadable document is skipped among several, but a query for that document alone fails. */
    @Override
    protected QueryResult matchDocuments(
            Document filter,
            Iterable<Object> ids,
            @Nullable Document sort,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        Stream<Document> found = ids instanceof Collection<?> several && several.size() == 1
                ? Stream.ofNullable(getDocument(several.iterator().next()))
                : StreamSupport.stream(ids.spliterator(), false).map(this::read).flatMap(Optional::stream);
        return matchDocumentsFromStream(found, filter, sort, skip, limit, batchSize, projection);
    }

    @Override
    protected QueryResult matchDocuments(
            Document filter,
            @Nullable Document sort,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        return matchDocumentsFromStream(
                all(isNaturalDescending(sort)), filter, sort, skip, limit, batchSize, projection);
    }

    private Stream<Document> all(boolean descending) {
        return documents.values(KeyRange.ALL, descending).map(this::decode).flatMap(Optional::stream);
    }

    @Override
    protected QueryResult createQueryResult(List<Document> matched, int batchSize) {
        if (!ReplyCursor.REPLY.isBound()) {
            return super.createQueryResult(matched, batchSize);
        }
        List<Document> requested =
                batchSize > 0 && batchSize < matched.size() ? matched.subList(0, batchSize) : matched;
        int fitting = ReplyCursor.fitting(requested);
        return fitting == matched.size()
                ? new QueryResult(matched)
                : new QueryResult(matched.subList(0, fitting), createCursor(matched.subList(fitting, matched.size())));
    }

    @Override
    protected de.bwaldvogel.mongo.backend.Cursor createCursor(List<Document> remaining) {
        ReplyCursor cursor = new ReplyCursor(cursorRegistry.generateCursorId(), remaining);
        cursorRegistry.add(cursor);
        return cursor;
    }

    @Override
    public Document updateDocuments(
            Document filter,
            Document update,
            ArrayFilters arrayFilters,
            boolean isMulti,
            boolean isUpsert,
            Oplog oplog) {
        return changing(
                isMulti ? 0 : 1, () -> super.updateDocuments(filter, update, arrayFilters, isMulti, isUpsert, oplog));
    }

    @Override
    public Document findAndModify(Document command) {
        return changing(1, () -> super.findAndModify(command));
    }

    private static Document changing(int max, Supplier<Document> command) {
        return ScopedValue.where(MAX_TO_CHANGE, max).call(command::get);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        if (MAX_TO_CHANGE.isBound()) {
            BsonLimits.checkUpsert(document);
        } else {
            BsonLimits.checkInsert(document);
        }
        Object id = idOf(document);
        store(id, document);
        size.add(1);
        return id;
    }

    /** A system collection without ids contains no document twice, so each of its documents is its own id. */
    private Object idOf(Document document) {
        @Nullable String idField = getIdField();
        return idField == null ? document : Missing.ofNullable(document.get(idField));
    }

    private void store(Object id, Document document) {
        documents.put(OrderedKey.bytesOf(id), Bson.encoded(document));
    }

    @Override
    protected void handleUpdate(Object id, Document before, Document after) {
        store(id, after);
    }

    @Override
    protected void removeDocument(Object id) {
        documents.remove(OrderedKey.bytesOf(id));
        size.add(-1);
    }

    @Override
    protected @Nullable Document getDocument(Object id) {
        byte[] stored = documents.get(OrderedKey.bytesOf(id));
        if (stored == null) {
            return null;
        }
        return decode(stored)
                .orElseThrow(() -> new MongoServerError(
                        INVALID_BSON, "InvalidBSON", getFullName() + " " + id + " is stored but cannot be decoded"));
    }

    private Optional<Document> read(Object id) {
        return Optional.ofNullable(documents.get(OrderedKey.bytesOf(id))).flatMap(this::decode);
    }

    private Optional<Document> decode(byte[] stored) {
        scans.examined();
        try {
            return Optional.of(Bson.decoded(stored));
        } catch (RuntimeException | StackOverflowError broken) {
            damage.log(getFullName(), stored, broken);
            return Optional.empty();
        }
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return all(false).map(document -> new DocumentWithPosition<>(document, idOf(document)));
    }

    /**
     * Called only by aggregations: once at their start, and by stages that read other collections. The documents are read as the aggregation
     * consumes them; its first stage checks the filter again.
     */
    @Override
    public Stream<Document> queryAllAsStream() {
        Document filter = AggregationPrefilter.forFirstRead().orElseGet(Document::new);
        IndexBounds bounds = IndexBounds.of(filter);
        Optional<Collection<Object>> ids = candidates(bounds, Integer.MAX_VALUE);
        if (ids.isPresent()) {
            return ids.get().stream().map(this::read).flatMap(Optional::stream);
        }
        Optional<IndexBounds.Range> range = bounds.range(ID);
        if (range.isEmpty() && !filter.isEmpty()) {
            scans.recordScan(getFullName(), filter);
        }
        return range.map(found -> byId(found, false)).orElseGet(() -> all(false));
    }

    /** Counts the documents that match without reading them; empty if no index covers the filter. */
    OptionalLong countInIndex(Document filter) {
        return getIndexes().stream()
                .filter(SecondaryIndex.class::isInstance)
                .map(index -> ((SecondaryIndex) index).count(filter))
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    @Override
    public int count() {
        return (int) documents.count();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int change) {
        // Not tracked: every write would also write the sum.
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        super.drop();
        documents.clear();
    }
}
