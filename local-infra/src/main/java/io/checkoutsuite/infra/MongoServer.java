package io.checkoutsuite.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import lombok.extern.slf4j.Slf4j;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A database server that speaks MongoDB's wire protocol and supports the single-document operations that the suite uses.
 *
 * <p>It behaves the same whether persistent or in memory: writes are atomic under any concurrency, and equality on indexed fields does not
 * scan. The acknowledged writes of a persistent server survive a crash of its process, but not a power failure.
 */
@Slf4j
public final class MongoServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int WORKERS = 16;
    private static final int CACHE_MEGABYTES = 64;

    // Every write rewrites its whole page, so a page should hold a few documents, not thirty.
    private static final int PAGE_BYTES = 8 * 1024;

    private final DocumentStore documents;
    private final de.bwaldvogel.mongo.MongoServer server;
    private final int port;

    private MongoServer(DocumentStore documents, de.bwaldvogel.mongo.MongoServer server, int port) {
        this.documents = documents;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server that keeps its data in one file.
     *
     * @param file the data file; it and its directory are created if missing
     * @param port the port on the loopback interface, 0 for any free one
     * @throws IllegalStateException if the port is taken or another process uses the file
     */
    public static MongoServer persistent(Path file, int port) {
        createDirectoryOf(file);
        String name = file.toAbsolutePath().toString();
        try {
            // Only explicit commits write: a full memory must not cause a commit in the middle of a command.
            MVStore store = new MVStore.Builder()
                    .fileName(name)
                    .cacheSize(CACHE_MEGABYTES)
                    .pageSplitSize(PAGE_BYTES)
                    .autoCommitDisabled()
                    .open();
            store.setRetentionTime(0);
            return serve(store, port);
        } catch (MVStoreException e) {
            throw new IllegalStateException(
                    "Cannot open the database file " + name + ": is another process using it? (" + e.getMessage() + ")",
                    e);
        }
    }

    /**
     * Starts an empty server that keeps its data in memory and discards it on close.
     *
     * @param port the port on the loopback interface, 0 for any free one
     * @throws IllegalStateException if the port is taken
     */
    public static MongoServer inMemory(int port) {
        return serve(new MVStore.Builder().autoCommitDisabled().open(), port);
    }

    private static MongoServer serve(MVStore store, int port) {
        DocumentStore documents = new DocumentStore(store);
        de.bwaldvogel.mongo.MongoServer server = new de.bwaldvogel.mongo.MongoServer(documents);
        try {
            // More workers than cores, because workers that wait for a commit share it.
            server.bind(new InetSocketAddress(HOST, port), 1, WORKERS);
            int bound = Objects.requireNonNull(server.getLocalAddress()).getPort();
            log.info("MongoDB-protocol server listens at {}:{}", HOST, bound);
            return new MongoServer(documents, server, bound);
        } catch (Exception e) {
            server.shutdownNow();
            throw new IllegalStateException(
                    "Cannot listen for MongoDB clients at " + HOST + ":" + port + ": is the port taken?", e);
        }
    }

    private static void createDirectoryOf(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The connection string for clients, without a database name: {@code mongodb://127.0.0.1:PORT}. */
    public String uri() {
        return "mongodb://" + HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /**
     * The number of queries so far that found no index and scanned a whole collection; each is logged at DEBUG.
     * A job that runs often should not increase this number.
     */
    public long scans() {
        return documents.scans();
    }

    /** The number of documents examined so far, whether they matched or not. */
    public long examined() {
        return documents.examined();
    }

    /** Closes all connections. Afterwards the file of a persistent server contains all its data. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
