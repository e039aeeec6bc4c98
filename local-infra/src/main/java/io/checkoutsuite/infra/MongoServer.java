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
 * A database server that speaks MongoDB's protocol, for everything the suite does with one document at a time.
 *
 * <p>Persistent or not, it behaves the same: writes are exact under any concurrency, equality on indexed fields does not scan,
 * and a persistent server's answered writes survive the death of its process (not the loss of power).
 */
@Slf4j
public final class MongoServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int WORKERS = 16;
    private static final int CACHE_MEGABYTES = 64;

    // Every write writes its whole page: a few documents, not thirty.
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
     * Starts a server whose data stays in one file.
     *
     * @param file the data file; it and its directory are made if missing
     * @param port the port on the loopback interface, 0 for any free one
     * @throws IllegalStateException if the port is taken or another process uses the file
     */
    public static MongoServer persistent(Path file, int port) {
        createDirectoryOf(file);
        String name = file.toAbsolutePath().toString();
        try {
            // Memory must not run full half-way through a command: only a commit between commands writes.
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
     * Starts an empty server that forgets everything when it is closed.
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
            // More workers than cores: those that wait for a commit are the ones who share it.
            server.bind(new InetSocketAddress(HOST, port), 1, WORKERS);
            int bound = Objects.requireNonNull(server.getLocalAddress()).getPort();
            log.info("MongoDB protocol at {}:{}", HOST, bound);
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

    /** Where clients connect, without a database name: {@code mongodb://127.0.0.1:PORT}. */
    public String uri() {
        return "mongodb://" + HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /**
     * How many filters so far found no index and went through a whole collection; which ones, is logged at DEBUG.
     * A job that runs often should leave this number as it is.
     */
    public long scans() {
        return documents.scans();
    }

    /** How many documents commands have looked at so far, whether they matched or not. */
    public long examined() {
        return documents.examined();
    }

    /** Closes all connections; a persistent server's data is complete in its file afterwards. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
