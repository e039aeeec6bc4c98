package io.checkoutsuite.infra;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.List;

/** Keeps all databases of one server in one store. A command is acknowledged once what it wrote, or has read, is durable. */
final class DocumentStore extends AbstractMongoBackend {
    private final ByteStore store;
    private final ScanStatistics scans = new ScanStatistics();

    DocumentStore(ByteStore store) {
        this.store = store;
        store.read(store::names).forEach(this::resolveDatabase);
    }

    long scans() {
        return scans.scanCount();
    }

    long examined() {
        return scans.examinedCount();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return store.write(() -> new StoredDatabase(name, store, getCursorRegistry(), scans));
    }

    /** A command that cannot be executed, such as a second document with the same key, is the caller's error, which the library would log. */
    @Override
    public Document handleMessage(MongoMessage message) {
        Document reply = answer(message);
        store.force();
        return reply;
    }

    private Document answer(MongoMessage message) {
        try {
            return super.handleMessage(message);
        } catch (MongoServerError refused) {
            Document reply = new Document("ok", 0.0)
                    .append("errmsg", refused.getMessageWithoutErrorCode())
                    .append("code", refused.getCode());
            reply.putIfNotNull("codeName", refused.getCodeName());
            return reply;
        }
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
        store.close();
    }
}
