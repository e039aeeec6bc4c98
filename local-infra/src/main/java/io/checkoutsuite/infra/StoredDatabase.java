package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One database. A command that changes documents is one atomic write, and the only such command on its collection; a query sees the state
 * at its beginning, whatever is written meanwhile. Commands that create or drop something run alone.
 */
final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {
    private static final Set<String> UNSUPPORTED_INDEX_OPTIONS =
            Set.of("partialFilterExpression", "expireAfterSeconds", "collation", "weights");
    private static final Set<String> CHANGE_DOCUMENTS = Set.of("insert", "update", "delete", "findandmodify");
    private static final Set<String> CHANGE_STRUCTURE = Set.of("createindexes", "create", "drop", "dropindexes");
    private static final int CANNOT_CREATE_INDEX = 67;
    private static final int COMMAND_NOT_SUPPORTED = 115;

    private final ByteStore store;
    private final ScanStatistics scans;
    private final ReadWriteLock structure = new ReentrantReadWriteLock();
    private final Map<String, Lock> writers = new ConcurrentHashMap<>();

    StoredDatabase(String name, ByteStore store, CursorRegistry cursors, ScanStatistics scans) {
        super(name, cursors);
        this.store = store;
        this.scans = scans;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        String name = command.toLowerCase(Locale.ROOT);
        CommandChecks.check(name, query);
        Supplier<Document> execution = () -> execute(channel, command, query, databases, oplog);
        if (CHANGE_DOCUMENTS.contains(name)) {
            Lock writer = writers.computeIfAbsent(String.valueOf(query.get(command)), key -> new ReentrantLock());
            return holding(structure.readLock(), () -> holding(writer, () -> store.write(execution)));
        }
        if (CHANGE_STRUCTURE.contains(name) || (name.equals("aggregate") && writesItsResult(query.get("pipeline")))) {
            return holding(structure.writeLock(), () -> store.write(execution));
        }
        return holding(structure.readLock(), () -> store.read(execution));
    }

    private static boolean writesItsResult(@Nullable Object pipeline) {
        return pipeline instanceof Collection<?> stages
                && stages.stream()
                        .anyMatch(stage -> stage instanceof Document document
                                && (document.containsKey("$out") || document.containsKey("$merge")));
    }

    private static <T> T holding(Lock lock, Supplier<T> code) {
        lock.lock();
        try {
            return code.get();
        } finally {
            lock.unlock();
        }
    }

    private Document execute(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        if (command.equals("find")) {
            return ScopedValue.where(ReplyCursor.REPLY, true)
                    .call(() -> super.handleCommand(channel, command, query, databases, oplog));
        }
        return countedByIndex(query).orElseGet(() -> executeByLibrary(channel, command, query, databases, oplog));
    }

    /** The reply to a count that an index can answer: the library would read every document. */
    private Optional<Document> countedByIndex(Document query) {
        return CountCommand.of(query).flatMap(count -> {
            MongoCollection<Object> collection = resolveCollection(count.collection(), false);
            OptionalLong counted = collection instanceof StoredCollection stored
                    ? stored.countInIndex(count.filter())
                    : OptionalLong.empty();
            return counted.isPresent() ? Optional.of(count.reply(databaseName, counted.getAsLong())) : Optional.empty();
        });
    }

    private Document executeByLibrary(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        AggregationPrefilter prefilter = AggregationPrefilter.of(query.get("pipeline"));
        return ScopedValue.where(AggregationPrefilter.CURRENT, prefilter)
                .call(() -> BulkCommand.of(command, query)
                        .execute(part -> super.handleCommand(channel, command, part, databases, oplog)));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return holding(structure.readLock(), () -> store.read(() -> super.handleQuery(query)));
    }

    /** A collection that a command creates is stored before the command's documents, so that another command can use it at once. */
    @Override
    protected synchronized MongoCollection<Object> resolveOrCreateCollection(String name) {
        MongoCollection<Object> existing = resolveCollection(name, false);
        return existing == null ? store.write(() -> super.resolveOrCreateCollection(name)) : existing;
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        return new StoredCollection(this, name, options, cursorRegistry, documents(name), scans);
    }

    private Table documents(String collection) {
        return Table.ofDocuments(store, databaseName, collection);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return name.equals("_id_")
                ? new IdIndex(documents(collection), name, keys)
                : new UniqueIndex(Table.ofIndex(store, databaseName, collection, name), name, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(Table.ofIndex(store, databaseName, collection, name), name, keys, sparse);
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
        CommandChecks.checkIndexKeys(description.get("key"));
        super.addIndex(description);
    }

    @Override
    public void drop(Oplog oplog) {
        holding(
                structure.writeLock(),
                () -> store.write(() -> {
                    super.drop(oplog);
                    return true;
                }));
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        throw new MongoServerError(
                COMMAND_NOT_SUPPORTED, "CommandNotSupported", "the local server does not rename collections");
    }

    @Override
    protected long getStorageSize() {
        return store.fileSize();
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }
}
