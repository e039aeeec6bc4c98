package io.checkoutsuite.infra;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Brings commands into the file before they are answered: a write is there when its client hears of it, and what a client
 * reads can no longer be lost. Commands that run at the same time share one commit; none is ever committed half.
 */
final class GroupCommit {
    private static final int COMMITS_BETWEEN_COMPACTIONS = 200;
    private static final int WORTHWHILE_FILL_PERCENT = 60;
    private static final int MOST_BYTES_MOVED = 4 * 1024 * 1024;

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
        T answer;
        running.readLock().lock();
        try {
            mine = started.incrementAndGet();
            answer = command.get();
        } finally {
            running.readLock().unlock();
        }
        commitUpTo(mine);
        return answer;
    }

    <T> T read(Supplier<T> command) {
        if (!store.isPersistent()) {
            return command.get();
        }
        // Keeps the pages this read walks over from being moved away under it.
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            T answer = command.get();
            commitUpTo(started.get());
            return answer;
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
                    compactNowAndThen();
                } finally {
                    running.writeLock().unlock();
                }
            }
        } finally {
            committer.unlock();
        }
    }

    /** Every commit leaves outdated pages behind; their space is only used again once the live ones beside them have moved. */
    private void compactNowAndThen() {
        if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
            store.compact(WORTHWHILE_FILL_PERCENT, MOST_BYTES_MOVED);
        }
    }

    void close() {
        store.close();
    }
}
