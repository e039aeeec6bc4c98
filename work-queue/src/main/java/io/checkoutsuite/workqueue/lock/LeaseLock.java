package io.checkoutsuite.workqueue.lock;

import io.checkoutsuite.workqueue.node.NotParticipatingException;
import io.checkoutsuite.workqueue.node.TimeLimit;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/**
 * A lock that one owner at a time holds, on all nodes together, until it releases the lock or its lease expires by the clock of the database. An owner may
 * acquire it several times and then has to release it as often; that extends no lease.
 *
 * <p>A holder that is stopped for longer than its lease is not told. So what it writes must carry the {@link #fencingToken}, and the write must be refused
 * if a larger one was seen: the token of each holder is larger than that of all earlier ones.
 *
 * <p>All methods throw {@link DataAccessException} if the database fails. An acquisition that fails in this way is no acquisition; if the database has
 * made it all the same, it expires with its lease, or the same owner acquires the lock at once.
 */
public final class LeaseLock {

    private final LeaseLocks locks;
    private final String name;
    private final Supplier<LockOwner> owner;

    LeaseLock(LeaseLocks locks, String name, Supplier<LockOwner> owner) {
        this.locks = locks;
        this.name = name;
        this.owner = owner;
    }

    public String name() {
        return name;
    }

    /**
     * Waits for the lock. An interrupt does not end the wait.
     *
     * @throws NotParticipatingException if this node does not participate, or ceases to
     */
    public void lock() {
        locks.using(name, lock -> lock.acquireUninterruptibly(owner.get(), TimeLimit.unlimited()));
    }

    /**
     * Waits for the lock.
     *
     * @throws InterruptedException if the thread is interrupted before it has the lock; the lock is not held then
     * @throws NotParticipatingException if this node does not participate, or ceases to
     */
    public void lockInterruptibly() throws InterruptedException {
        locks.<Boolean, InterruptedException>using(name, lock -> lock.acquire(owner.get(), TimeLimit.unlimited()));
    }

    /**
     * Acquires the lock if nobody else holds it.
     *
     * @throws NotParticipatingException if this node does not participate
     */
    public boolean tryLock() {
        return locks.using(name, lock -> lock.acquireUninterruptibly(owner.get(), TimeLimit.none()));
    }

    /**
     * Waits for the lock until the timeout.
     *
     * @throws InterruptedException if the thread is interrupted before it has the lock; the lock is not held then
     * @throws NotParticipatingException if this node does not participate, or ceases to
     * @throws IllegalArgumentException if the timeout is negative
     */
    public boolean tryLock(Duration timeout) throws InterruptedException {
        TimeLimit limit = TimeLimit.of(timeout);
        return locks.<Boolean, InterruptedException>using(name, lock -> lock.acquire(owner.get(), limit));
    }

    /**
     * Releases the lock once. If the database does not respond to the last release, the lock is free when its lease expires.
     *
     * @throws LeaseExpiredException if the lease has already expired; others may have held the lock since
     * @throws IllegalMonitorStateException if the caller does not own the lock
     */
    public void unlock() {
        locks.using(name, lock -> lock.release(owner.get()));
    }

    /**
     * Makes the lease end a full length from now.
     *
     * @return false if it has already expired
     * @throws IllegalMonitorStateException if the caller does not own the lock
     */
    public boolean renew() {
        return locks.using(name, lock -> lock.renew(owner.get()));
    }

    /** Whether the caller owns the lock and its lease has not expired. */
    public boolean isHeld() {
        return locks.using(name, lock -> lock.isHeld(owner.get()));
    }

    /**
     * The number of this acquisition, larger than that of all earlier holders on any node; a renewal does not change it.
     *
     * @throws LeaseExpiredException if the lease has expired
     * @throws IllegalMonitorStateException if the caller does not own the lock
     */
    public long fencingToken() {
        return locks.using(name, lock -> lock.fencingToken(owner.get()));
    }

    @Override
    public String toString() {
        return "LeaseLock " + name;
    }
}
