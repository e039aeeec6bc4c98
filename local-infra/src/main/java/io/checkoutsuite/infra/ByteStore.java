package io.checkoutsuite.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.PerfContext;
import org.rocksdb.PerfLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksMemEnv;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/**
 * An ordered map of bytes, kept by RocksDB. Everything that runs within one {@link #read} sees the same state. All changes made within one
 * {@link #write} become visible and durable together, or not at all; only the code within sees them before.
 *
 * <p>A completed write survives the death of the process. It also survives a power failure once {@link #force} has returned, if the store
 * was opened for that.
 */
final class ByteStore implements AutoCloseable {
    private static final long MEGABYTE = 1024 * 1024;
    private static final long CACHE_BYTES = 32 * MEGABYTE;
    private static final long WRITE_BUFFER_BYTES = 16 * MEGABYTE;
    private static final long LARGE_VALUE_BYTES = 16 * 1024;
    private static final double FILTER_BITS_PER_KEY = 10;
    private static final String SKIPPED_ENTRIES_PER_FLUSH = "1000";

    private static final ScopedValue<Access> CURRENT = ScopedValue.newInstance();

    private final Deque<AutoCloseable> resources;
    private final RocksDB db;
    private final WriteOptions writing;
    private final boolean forcing;
    private final Object forcedMonitor = new Object();
    private volatile long forced;

    // Native memory must not be used after it was freed, so closing waits for the code that uses it.
    private final ReadWriteLock usable = new ReentrantReadWriteLock();
    private boolean closed;

    private ByteStore(Deque<AutoCloseable> resources, RocksDB db, WriteOptions writing, boolean forcing) {
        this.resources = resources;
        this.db = db;
        this.writing = writing;
        this.forcing = forcing;
    }

    /**
     * Opens the store of a directory; its parent exists.
     *
     * @param forcing whether {@link #force} forces changes to the disk; otherwise it does nothing
     * @throws IllegalStateException if another process uses the directory, or if it contains something else
     */
    static ByteStore persistent(Path directory, boolean forcing) {
        try {
            Files.createDirectories(directory.resolve("native"));
            // The default, a new temporary file, would stay behind whenever the process is killed.
            NativeLibraryLoader.getInstance()
                    .loadLibrary(directory.resolve("native").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(directory.toString(), null, forcing);
    }

    static ByteStore inMemory() {
        RocksDB.loadLibrary();
        return open("/memory", new RocksMemEnv(Env.getDefault()), false);
    }

    private static ByteStore open(String path, @Nullable Env memory, boolean forcing) {
        Deque<AutoCloseable> resources = new ArrayDeque<>();
        LRUCache cache = opened(resources, new LRUCache(CACHE_BYTES));
        BloomFilter filter = opened(resources, new BloomFilter(FILTER_BITS_PER_KEY));
        WriteOptions writing = opened(resources, new WriteOptions().setDisableWAL(memory != null));
        Options options = opened(resources, flushingRemoved(resources));
        options.setCreateIfMissing(true)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                // Otherwise a search in an index would read a whole document that is in the block before its entries.
                .setEnableBlobFiles(true)
                .setMinBlobSize(LARGE_VALUE_BYTES)
                .setEnableBlobGarbageCollection(true)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
        if (memory != null) {
            options.setEnv(opened(resources, memory));
        }
        try {
            return new ByteStore(resources, opened(resources, RocksDB.open(options, path)), writing, forcing);
        } catch (RocksDBException e) {
            closeAll(resources);
            throw new IllegalStateException(
                    "Cannot open the database in " + path + ": is another process using it? (" + e.getMessage() + ")",
                    e);
        }
    }

    /**
     * Options with which the memory table is written to a file, and so compacted, as soon as one step of an iterator has to skip many removed
     * entries in it. They pile up at the start of a queue, where each look for its oldest entry would pass all that were ever removed.
     */
    private static Options flushingRemoved(Deque<AutoCloseable> resources) {
        // The Java API has no setter for it.
        Properties flushing = new Properties();
        flushing.setProperty("memtable_op_scan_flush_trigger", SKIPPED_ENTRIES_PER_FLUSH);
        return new Options(
                opened(resources, new DBOptions()),
                opened(
                        resources,
                        Objects.requireNonNull(ColumnFamilyOptions.getColumnFamilyOptionsFromProps(flushing))));
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> resources, T resource) {
        resources.push(resource);
        return resource;
    }

    /** Runs code that reads one unchanging state of the store. */
    <T> T read(Supplier<T> code) {
        return using(() -> {
            try (Access access = new Access(null)) {
                return ScopedValue.where(CURRENT, access).call(code::get);
            }
        });
    }

    /** Runs code that reads and changes the store. If it fails with an exception, nothing is changed. */
    <T> T write(Supplier<T> code) {
        return using(() -> writeNow(code));
    }

    private <T> T writeNow(Supplier<T> code) {
        try (WriteBatchWithIndex changes = new WriteBatchWithIndex(true);
                Access access = new Access(changes)) {
            T result = ScopedValue.where(CURRENT, access).call(code::get);
            if (changes.count() > 0) {
                db.write(writing, changes);
            }
            return result;
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    /** Waits until everything written so far survives a power failure; concurrent callers share one wait. */
    void force() {
        if (forcing) {
            using(() -> {
                forceUpTo(db.getLatestSequenceNumber());
                return true;
            });
        }
    }

    private void forceUpTo(long change) {
        if (forced >= change) {
            return;
        }
        synchronized (forcedMonitor) {
            if (forced < change) {
                long all = db.getLatestSequenceNumber();
                try {
                    db.syncWal();
                } catch (RocksDBException e) {
                    throw broken(e);
                }
                forced = all;
            }
        }
    }

    private <T> T using(Supplier<T> code) {
        usable.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The store is closed");
            }
            return code.get();
        } finally {
            usable.readLock().unlock();
        }
    }

    byte @Nullable [] get(byte[] key) {
        Access access = CURRENT.get();
        try {
            return access.changes == null
                    ? db.get(access.options, key)
                    : access.changes.getFromBatchAndDB(db, access.options, key);
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    void put(byte[] key, byte[] value) {
        try {
            changes().put(key, value);
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    void remove(byte[] key) {
        try {
            changes().delete(key);
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    private static WriteBatchWithIndex changes() {
        WriteBatchWithIndex changes = CURRENT.get().changes;
        if (changes == null) {
            throw new IllegalStateException("A command that only reads attempted to write");
        }
        return changes;
    }

    /** Moves over the entries as they are now; the code that is running must not change the store before it has the last one it needs. */
    RocksIterator entries() {
        Access access = CURRENT.get();
        return access.open(access.options);
    }

    /**
     * Moves over the entries from one key, included, to another, excluded. An iterator without these bounds would step over all removed
     * entries behind them, which RocksDB keeps until it compacts its files, to find the next existing one.
     */
    RocksIterator entries(byte[] from, byte[] to) {
        return CURRENT.get().open(from, to);
    }

    /** The distinct beginnings of all keys up to the first zero byte. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        RocksIterator entries = entries();
        entries.seekToFirst();
        while (entries.isValid()) {
            byte[] key = entries.key();
            int end = 0;
            while (key[end] != 0) {
                end++;
            }
            names.add(new String(key, 0, end, StandardCharsets.UTF_8));
            key[end] = 1;
            entries.seek(Arrays.copyOf(key, end + 1));
        }
        return names;
    }

    /** Counts from now on what RocksDB does in this thread. */
    PerfContext counters() {
        db.setPerfLevel(PerfLevel.ENABLE_COUNT);
        PerfContext counters = db.getPerfContext();
        counters.reset();
        return counters;
    }

    /** The size of the files in bytes. */
    long fileSize() {
        try {
            return db.getLongProperty("rocksdb.live-sst-files-size")
                    + db.getLongProperty("rocksdb.live-blob-file-size");
        } catch (RocksDBException e) {
            throw broken(e);
        }
    }

    @Override
    public void close() {
        usable.writeLock().lock();
        try {
            closed = true;
            closeAll(resources);
        } finally {
            usable.writeLock().unlock();
        }
    }

    private static void closeAll(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("The store was not closed", e);
            }
        }
    }

    private static IllegalStateException broken(RocksDBException e) {
        return new IllegalStateException("The store cannot be read or written: " + e.getMessage(), e);
    }

    /** What the code within one read or write uses, and what is released when it ends. */
    private final class Access implements AutoCloseable {
        private final @Nullable WriteBatchWithIndex changes;
        private final @Nullable Snapshot snapshot;
        private final ReadOptions options = new ReadOptions();
        private final Deque<AutoCloseable> open = new ArrayDeque<>();

        Access(@Nullable WriteBatchWithIndex changes) {
            this.changes = changes;
            this.snapshot = changes == null ? db.getSnapshot() : null;
            options.setSnapshot(snapshot);
        }

        RocksIterator open(byte[] from, byte[] to) {
            ReadOptions bounded = opened(open, new ReadOptions());
            bounded.setSnapshot(snapshot)
                    .setIterateLowerBound(opened(open, new Slice(from)))
                    .setIterateUpperBound(opened(open, new Slice(to)));
            return open(bounded);
        }

        RocksIterator open(ReadOptions options) {
            RocksIterator stored = db.newIterator(options);
            return opened(
                    open,
                    changes == null || changes.count() == 0 ? stored : changes.newIteratorWithBase(stored, options));
        }

        @Override
        public void close() {
            closeAll(open);
            options.close();
            if (snapshot != null) {
                db.releaseSnapshot(snapshot);
                snapshot.close();
            }
        }
    }
}
