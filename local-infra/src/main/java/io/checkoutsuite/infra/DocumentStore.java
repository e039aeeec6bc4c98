package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** Keeps all databases of one server in one store; a write is acknowledged once it is in the file. */
final class DocumentStore extends AbstractMongoBackend {
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findAndModify",
            "findandmodify",
            "createIndexes",
            "create",
            "drop",
            "dropDatabase",
            "dropIndexes");

    private final MVStore store;
    private final GroupCommit commits;
    private final ScanStatistics scans = new ScanStatistics();

    DocumentStore(MVStore store) {
        this.store = store;
        this.commits = new GroupCommit(store);
        StoredDatabase.names(store).forEach(this::resolveDatabase);
    }

    long scans() {
        return scans.scanCount();
    }

    long examined() {
        return scans.examinedCount();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StoredDatabase(name, store, getCursorRegistry(), scans);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return isWrite(message.getDocument())
                ? commits.write(() -> super.handleMessage(message))
                : commits.read(() -> super.handleMessage(message));
    }

    private static boolean isWrite(Document command) {
        String name = command.keySet().iterator().next();
        return WRITES.contains(name) || (name.equals("aggregate") && writesItsResult(command.get("pipeline")));
    }

    private static boolean writesItsResult(@Nullable Object pipeline) {
        return pipeline instanceof Collection<?> stages
                && stages.stream()
                        .anyMatch(stage -> stage instanceof Document document
                                && (document.containsKey("$out") || document.containsKey("$merge")));
    }

    /**
     * Handles two commands itself: the library does not support {@code hello} yet, and it lists databases by reopening each of them with
     * every document and every index.
     */
    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (command.equals("hello")) {
            return super.handleCommand(channel, database, "ismaster", query).append("isWritablePrimary", true);
        }
        if (command.equalsIgnoreCase("listDatabases")) {
            return listDatabases();
        }
        return super.handleCommand(channel, database, command, query);
    }

    private Document listDatabases() {
        List<Document> databases = listDatabaseNames().stream()
                .sorted()
                .map(name -> new Document("name", name)
                        .append("empty", resolveDatabase(name).isEmpty()))
                .toList();
        return new Document("databases", databases).append("ok", 1.0);
    }

    @Override
    public void close() {
        super.close();
        commits.close();
    }
}
