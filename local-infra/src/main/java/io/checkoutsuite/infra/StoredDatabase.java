package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** One database. Its collections and unique indexes are maps of one store, named {@code database/collection/…}. */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {
    private static final Set<String> UNSUPPORTED_INDEX_OPTIONS =
            Set.of("partialFilterExpression", "expireAfterSeconds", "collation", "weights");
    private static final int CANNOT_CREATE_INDEX = 67;
    private static final int COMMAND_NOT_SUPPORTED = 115;

    private final MVStore store;
    private final ScanStatistics scans;

    StoredDatabase(String name, MVStore store, CursorRegistry cursors, ScanStatistics scans) {
        super(name, cursors);
        this.store = store;
        this.scans = scans;
        initializeNamespacesAndIndexes();
    }

    /** The names of the databases that have data in the store. */
    static List<String> names(MVStore store) {
        return store.getMapNames().stream()
                .map(map -> map.substring(0, map.indexOf('/')))
                .distinct()
                .toList();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        if (command.equals("find")) {
            return ScopedValue.where(ReplyCursor.REPLY, true)
                    .call(() -> super.handleCommand(channel, command, query, databases, oplog));
        }
        AggregationPrefilter prefilter = AggregationPrefilter.of(query.get("pipeline"));
        return ScopedValue.where(AggregationPrefilter.CURRENT, prefilter).call(() -> BulkCommand.of(command, query)
                .execute(part -> super.handleCommand(channel, command, part, databases, oplog)));
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        return new StoredCollection(this, name, options, cursorRegistry, documents(name), scans);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        if (name.equals("_id_")) {
            return new IdIndex(documents(collection), name, keys);
        }
        MVMap<KeyValue, Object> entries = store.openMap(
                indexMap(collection, name),
                new MVMap.Builder<KeyValue, Object>().keyType(new BsonKeyType()).valueType(new BsonValueType()));
        return new UniqueIndex(entries, name, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(name, keys, sparse);
    }

    /** Rejects index options that the library would accept but ignore, so that they are noticed before the code runs on a real MongoDB. */
    @Override
    protected void addIndex(Document description) {
        for (String option : UNSUPPORTED_INDEX_OPTIONS) {
            if (description.containsKey(option)) {
                throw new MongoServerError(
                        CANNOT_CREATE_INDEX, "CannotCreateIndex", option + " is not supported by the local server");
            }
        }
        super.addIndex(description);
    }

    @Override
    protected void dropIndex(MongoCollection<Object> collection, String name) {
        super.dropIndex(collection, name);
        store.removeMap(indexMap(collection.getCollectionName(), name));
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        store.removeMap(documentMap(name));
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        throw new MongoServerError(
                COMMAND_NOT_SUPPORTED, "CommandNotSupported", "the local server does not rename collections");
    }

    private MVMap<Object, Document> documents(String collection) {
        return store.openMap(
                documentMap(collection),
                new MVMap.Builder<Object, Document>()
                        .keyType(new BsonValueType())
                        .valueType(new BsonDocumentType()));
    }

    private String documentMap(String collection) {
        return databaseName + "/" + collection + "/documents";
    }

    private String indexMap(String collection, String index) {
        return databaseName + "/" + collection + "/index/" + index;
    }

    @Override
    protected long getStorageSize() {
        return store.isPersistent() ? store.getFileStore().size() : 0;
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
