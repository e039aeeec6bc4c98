package io.checkoutsuite.infra;

import io.netty.util.ResourceLeakDetector;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import lombok.extern.slf4j.Slf4j;

/**
 * A database server that speaks MongoDB's wire protocol and supports the single-document operations that the suite uses.
 *
 * <p>It behaves the same whether persistent or in memory: writes are atomic under any concurrency, and equality on indexed fields does not
 * scan. The acknowledged writes of a persistent server survive a crash of its process and, if it is asked to wait for the disk, a power
 * failure.
 */
@Slf4j
public final class MongoServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int WORKERS = 16;

    static {
        // Netty would take a stack trace for one of 128 buffers, to find those that are never released.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final DocumentStore documents;
    private final de.bwaldvogel.mongo.MongoServer server;
    private final int port;

    private MongoServer(DocumentStore documents, de.bwaldvogel.mongo.MongoServer server, int port) {
        this.documents = documents;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server that keeps its data in a directory.
     *
     * @param directory created if missing
     * @param port the port on the loopback interface, 0 for any free one
     * @throws IllegalStateException if the port is taken or another process uses the directory
     */
    public static MongoServer persistent(Path directory, int port) {
        return persistent(directory, port, false);
    }

    /**
     * As {@link #persistent(Path, int)}.
     *
     * @param fsync whether a write is acknowledged only once it survives a power failure, that is, once it has been forced to the disk
     */
    public static MongoServer persistent(Path directory, int port, boolean fsync) {
        return serve(ByteStore.persistent(directory, fsync), port);
    }

    /**
     * Starts an empty server that keeps its data in memory and discards it on close.
     *
     * @param port the port on the loopback interface, 0 for any free one
     * @throws IllegalStateException if the port is taken
     */
    public static MongoServer inMemory(int port) {
        return serve(ByteStore.inMemory(), port);
    }

    private static MongoServer serve(ByteStore store, int port) {
        DocumentStore documents = new DocumentStore(store);
        de.bwaldvogel.mongo.MongoServer server = new de.bwaldvogel.mongo.MongoServer(documents);
        try {
            // More workers than cores, because workers that wait for the disk share one wait.
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

    /** Closes all connections. Afterwards the directory of a persistent server can be copied or opened again. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
