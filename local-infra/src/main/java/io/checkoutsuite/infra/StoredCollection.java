package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * One collection: a map from {@code _id} to document. Stored documents are immutable: an update replaces them with a changed copy, so
 * a reply that is still being sent shows each document in one consistent state.
 */
final class StoredCollection extends AbstractSynchronizedMongoCollection<Object> {
    private static final int INVALID_BSON = 22;
    private static final int SMALL_RESULT = 32;
    private static final String ID = "_id";

    private final MVMap<Object, Document> documents;
    private final ScanStatistics scans;
    private boolean changing;
    private int maxToChange;

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            CursorRegistry cursors,
            MVMap<Object, Document> documents,
            ScanStatistics scans) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.scans = scans;
    }

    @Override
    protected QueryResult queryDocuments(
            Document filter,
            @Nullable Document sort,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        if (!changing) {
            return find(filter, sort, skip, limit, batchSize, projection);
        }
        List<Document> copies = new ArrayList<>();
        int max = maxToChange > 0 ? maxToChange : limit;
        find(filter, sort, skip, max, batchSize, projection).forEach(found -> copies.add(found.cloneDeeply()));
        return new QueryResult(copies);
    }

    private QueryResult find(
            Document filter,
            @Nullable Document sort,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        IndexBounds bounds = IndexBounds.of(filter);
        Optional<Collection<Object>> candidates = fewestCandidates(filter, bounds);
        Optional<IndexBounds.Range> ids = bounds.range(ID);
        int direction = idOrder(sort);
        boolean fewCandidates = candidates
                .filter(found -> direction == 0 || isFew(found.size()))
                .isPresent();
        if (ids.isPresent() && !fewCandidates) {
            Stream<Document> inOrder = inIdOrder(ids.get(), direction < 0);
            return matchDocumentsFromStream(
                    inOrder, filter, direction == 0 ? sort : null, skip, limit, batchSize, projection);
        }
        if (candidates.isPresent()) {
            return matchDocuments(filter, candidates.get(), sort, skip, limit, batchSize, projection);
        }
        if (!filter.isEmpty()) {
            scans.recordScan(getFullName(), filter);
        }
        return matchDocuments(filter, sort, skip, limit, batchSize, projection);
    }

    /** Whether sorting the candidates costs less than reading documents in order until enough match. */
    private boolean isFew(int candidates) {
        return candidates <= SMALL_RESULT || candidates <= documents.sizeAsLong() / SMALL_RESULT;
    }

    /** 1 or -1 if the requested order is the store's own order, ascending or descending; 0 otherwise. */
    private static int idOrder(@Nullable Document sort) {
        return sort != null && sort.size() == 1 && sort.get(ID) instanceof Number direction
                ? Integer.signum(direction.intValue())
                : 0;
    }

    /** Reads lazily, only as far as the result is consumed. */
    private Stream<Document> inIdOrder(IndexBounds.Range ids, boolean descending) {
        Cursor<Object, Document> entries = descending
                ? documents.cursor(ids.high(), ids.low(), true)
                : documents.cursor(ids.low(), ids.high(), false);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED), false)
                .map(id -> entries.getValue())
                .filter(document -> !UnreadableDocument.is(document))
                .peek(document -> scans.examined());
    }

    private Optional<Collection<Object>> fewestCandidates(Document filter, IndexBounds bounds) {
        if (filter.isEmpty()) {
            return Optional.empty();
        }
        @Nullable Collection<Object> fewest = null;
        for (Index<Object> index : getIndexes()) {
            if (index instanceof KeyLookup lookup) {
                @Nullable Collection<Object> found = lookup.lookUp(bounds).orElse(null);
                if (found != null && (fewest == null || found.size() < fewest.size())) {
                    fewest = found;
                }
            }
            if (fewest != null && fewest.size() <= 1) {
                break;
            }
        }
        return Optional.ofNullable(fewest);
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
                ? Stream.of(getDocument(several.iterator().next()))
                : StreamSupport.stream(ids.spliterator(), false)
                        .map(documents::get)
                        .filter(document -> !UnreadableDocument.is(document))
                        .peek(document -> scans.examined());
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
        Stream<Document> all = isNaturalDescending(sort)
                ? new ArrayList<>(documents.values()).reversed().stream()
                : documents.values().stream();
        return matchDocumentsFromStream(
                all.filter(document -> !UnreadableDocument.is(document)).peek(document -> scans.examined()),
                filter,
                sort,
                skip,
                limit,
                batchSize,
                projection);
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
    public synchronized Document updateDocuments(
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
    public synchronized Document findAndModify(Document command) {
        return changing(1, () -> super.findAndModify(command));
    }

    private Document changing(int max, Supplier<Document> command) {
        changing = true;
        maxToChange = max;
        try {
            return command.get();
        } finally {
            changing = false;
            maxToChange = 0;
        }
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        @Nullable String idField = getIdField();
        if (changing) {
            BsonLimits.checkUpsert(document);
        } else {
            BsonLimits.checkInsert(document);
        }
        Object id = idField == null ? UUID.randomUUID() : Missing.ofNullable(document.get(idField));
        documents.put(id, document);
        return id;
    }

    @Override
    protected void handleUpdate(Object id, Document before, Document after) {
        documents.put(id, after);
    }

    @Override
    protected void removeDocument(Object id) {
        documents.remove(id);
    }

    @Override
    protected @Nullable Document getDocument(Object id) {
        scans.examined();
        Document document = documents.get(id);
        if (document != null && UnreadableDocument.is(document)) {
            throw new MongoServerError(
                    INVALID_BSON, "InvalidBSON", getFullName() + " " + id + " is stored but cannot be decoded");
        }
        return document;
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .filter(entry -> !UnreadableDocument.is(entry.getValue()))
                .peek(entry -> scans.examined())
                .map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
    }

    /** Called only by aggregations: once at their start, and by stages that read other collections. */
    @Override
    public Stream<Document> queryAllAsStream() {
        Optional<AggregationPrefilter> prefilter = AggregationPrefilter.forFirstRead();
        Stream<Document> found =
                handleQueryAsStream(prefilter.map(AggregationPrefilter::filter).orElseGet(Document::new));
        return prefilter.isPresent() && prefilter.get().isReadOnly() ? found : found.map(Document::cloneDeeply);
    }

    @Override
    public synchronized int count(@Nullable Document filter, int skip, int limit) {
        return super.count(filter, skip, limit);
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    public synchronized void addIndex(Index<Object> index) {
        super.addIndex(index);
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int change) {
        // Not tracked: it would add one more page to every write.
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
