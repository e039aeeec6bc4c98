package io.checkoutsuite.infra;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Commits commands to the file before they return: a write is durable when its client gets the reply, and data that a client has
 * read can no longer be lost. Concurrent commands share one commit; no command is ever partially committed.
 */
final class GroupCommit {
    private static final int COMMITS_BETWEEN_COMPACTIONS = 200;
    private static final int TARGET_FILL_PERCENT = 60;
    private static final int MAX_BYTES_MOVED = 4 * 1024 * 1024;

    private final MVStore store;
    private final ReadWriteLock running = new ReentrantReadWriteLock(true);
    private final ReentrantLock committer = new ReentrantLock();
    private final AtomicLong started = new AtomicLong();
    private volatile long committed;
    private int commits;

    GroupCommit(MVStore store) {
        this.store = store;
    }

    <T> T write(Supplier<T> command) {
        if (!store.isPersistent()) {
            return command.get();
        }
        long mine;
        T result;
        running.readLock().lock();
        try {
            mine = started.incrementAndGet();
            result = command.get();
        } finally {
            running.readLock().unlock();
        }
        commitUpTo(mine);
        return result;
    }

    <T> T read(Supplier<T> command) {
        if (!store.isPersistent()) {
            return command.get();
        }
        // Guards against compaction: the pages that this read traverses must not be moved meanwhile.
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            T result = command.get();
            commitUpTo(started.get());
            return result;
        } finally {
            store.deregisterVersionUsage(version);
        }
    }

    private void commitUpTo(long command) {
        if (committed >= command) {
            return;
        }
        committer.lock();
        try {
            if (committed < command) {
                running.writeLock().lock();
                try {
                    store.commit();
                    committed = started.get();
                    compactPeriodically();
                } finally {
                    running.writeLock().unlock();
                }
            }
        } finally {
            committer.unlock();
        }
    }

    /** Compacts after every few commits: the space of outdated pages is reused only after the live pages of the same chunk have moved. */
    private void compactPeriodically() {
        if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
            store.compact(TARGET_FILL_PERCENT, MAX_BYTES_MOVED);
        }
    }

    void close() {
        store.close();
    }
}
