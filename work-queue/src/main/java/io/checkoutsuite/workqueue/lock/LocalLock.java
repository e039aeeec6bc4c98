package io.checkoutsuite.workqueue.lock;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.mongo.Leases.Lease;
import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.node.TimeLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;

/**
 * One lock on this node: who holds it and who waits for it. Waiting callers have turns, and only the first one asks the database, so that a node asks once
 * however many of its threads wait. The monitor is not held while it asks.
 */
@Slf4j
final class LocalLock {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(4).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int RENEWALS_PER_LEASE = 3;
    private static final LogLimiter FAILURES = new LogLimiter();

    private final String name;
    private final Leases leases;
    private final Clock clock;
    private final Participation participation;
    private final LeaseLockSettings settings;

    private final ReentrantLock monitor = new ReentrantLock();
    private final Deque<Turn> turns = new ArrayDeque<>();
    /** At most one of them has a lease that has not expired. */
    private final Map<LockOwner, Hold> holds = new HashMap<>();
    /** Callers that use this object at the moment; changed by {@link LeaseLocks} for one caller at a time. */
    private int users;

    /** A caller that waits. */
    private record Turn(Condition changed) {}

    /** What an owner has acquired and not yet released. */
    private static final class Hold {
        private final Condition released;
        private Lease lease;
        private int times = 1;

        Hold(Lease lease, Condition released) {
            this.lease = lease;
            this.released = released;
        }
    }

    LocalLock(String name, Leases leases, Clock clock, Participation participation, LeaseLockSettings settings) {
        this.name = name;
        this.leases = leases;
        this.clock = clock;
        this.participation = participation;
        this.settings = settings;
    }

    void enter() {
        users++;
    }

    /** Returns whether this object is not needed any more. */
    boolean leave() {
        users--;
        return users == 0
                && synchronizedly(() -> {
                    holds.entrySet().removeIf(hold -> hold.getKey().isGone() || isForgotten(hold.getValue()));
                    return holds.isEmpty();
                });
    }

    boolean acquireUninterruptibly(LockOwner owner, TimeLimit limit) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return acquire(owner, limit);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns false if the time is over. */
    boolean acquire(LockOwner owner, TimeLimit limit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        monitor.lock();
        try {
            participation.require();
            return isReentered(owner) || awaitTurn(owner, limit);
        } finally {
            monitor.unlock();
        }
    }

    private boolean isReentered(LockOwner owner) {
        Hold hold = holds.get(owner);
        if (hold == null) {
            return false;
        }
        if (isCurrent(hold)) {
            hold.times++;
            return true;
        }
        // What it had is over; it acquires the lock anew, and the releases of what it had are refused.
        remove(owner, hold);
        return false;
    }

    private boolean awaitTurn(LockOwner owner, TimeLimit limit) throws InterruptedException {
        Turn turn = new Turn(monitor.newCondition());
        turns.addLast(turn);
        try {
            long pause = FIRST_PAUSE_NANOS;
            while (true) {
                participation.require();
                // A named owner may have acquired the lock in another thread.
                if (isReentered(owner)) {
                    return true;
                }
                Optional<Hold> holder =
                        holds.values().stream().filter(this::isCurrent).findFirst();
                boolean first = limit.isNone() || turn.equals(turns.peekFirst());
                if (holder.isEmpty() && first && askDatabase(owner)) {
                    return true;
                }
                if (limit.left() <= 0) {
                    return false;
                }
                long wait = first ? holder.map(this::nanosLeft).orElse(random(pause)) : Long.MAX_VALUE;
                turn.changed().awaitNanos(Math.min(wait, limit.left()));
                pause = first ? Math.min(2 * pause, LONGEST_PAUSE_NANOS) : FIRST_PAUSE_NANOS;
            }
        } finally {
            turns.remove(turn);
            wakeFirst();
        }
    }

    private boolean askDatabase(LockOwner owner) {
        Optional<Lease> acquired =
                withoutMonitor(() -> leases.acquire("lock/" + name, fullName(owner), settings.lease()));
        acquired.ifPresent(lease -> hold(owner, lease));
        return acquired.isPresent();
    }

    private void hold(LockOwner owner, Lease lease) {
        Hold before = holds.get(owner);
        if (before != null && isCurrent(before)) {
            // Two threads of a named owner have asked at the same time.
            before.times++;
            before.lease = lease;
            return;
        }
        Hold hold = new Hold(lease, monitor.newCondition());
        holds.put(owner, hold);
        if (!settings.autoRenewal().isZero()) {
            Thread.ofVirtual().name("lease-lock-renewal").start(() -> renewWhileHeld(owner, hold));
        }
    }

    private String fullName(LockOwner owner) {
        return leases.owner() + "/" + owner.name();
    }

    boolean release(LockOwner owner) {
        Optional<Lease> last = synchronizedly(() -> {
            Hold hold = required(owner);
            hold.times--;
            if (hold.times > 0) {
                return Optional.empty();
            }
            remove(owner, hold);
            return Optional.of(hold.lease);
        });
        last.ifPresent(lease -> {
            releaseOrExpire(lease);
            synchronizedly(() -> {
                wakeFirst();
                return true;
            });
        });
        return true;
    }

    private void releaseOrExpire(Lease lease) {
        try {
            Uninterrupted.call(() -> {
                leases.release(lease);
                return true;
            });
        } catch (RuntimeException databaseUnavailable) {
            FAILURES.log(
                    "release",
                    suppressed -> log.warn(
                            "Lock {} could not be released and will be free at {}: {}{}",
                            name,
                            lease.until(),
                            databaseUnavailable.toString(),
                            suppressed));
        }
    }

    boolean renew(LockOwner owner) {
        monitor.lock();
        try {
            Hold hold = holds.get(owner);
            if (hold == null) {
                throw notOwner();
            }
            return isCurrent(hold) && renew(owner, hold);
        } finally {
            monitor.unlock();
        }
    }

    /** Returns false if the lease has expired. It is not renewed for an owner that has released the lock meanwhile. */
    private boolean renew(LockOwner owner, Hold hold) {
        Lease before = hold.lease;
        Optional<Lease> renewed = withoutMonitor(() -> leases.renew(before, settings.lease()));
        if (holds.get(owner) == hold) {
            hold.lease = renewed.orElseGet(() -> expired(before));
        }
        return renewed.isPresent();
    }

    private Lease expired(Lease lease) {
        return new Lease(lease.id(), lease.owner(), lease.token(), clock.instant());
    }

    private void renewWhileHeld(LockOwner owner, Hold hold) {
        TimeLimit limit = TimeLimit.of(settings.autoRenewal());
        long interval = settings.lease().dividedBy(RENEWALS_PER_LEASE).toNanos();
        monitor.lock();
        try {
            while (true) {
                hold.released.awaitNanos(interval);
                if (holds.get(owner) != hold || !isCurrent(hold) || owner.isGone() || limit.left() <= 0) {
                    return;
                }
                renewOrTryAgain(owner, hold);
            }
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        } finally {
            monitor.unlock();
        }
    }

    private void renewOrTryAgain(LockOwner owner, Hold hold) {
        try {
            renew(owner, hold);
        } catch (RuntimeException databaseUnavailable) {
            FAILURES.log(
                    "renewal",
                    suppressed -> log.warn(
                            "Lock {} could not be renewed and will expire at {}: {}{}",
                            name,
                            hold.lease.until(),
                            databaseUnavailable.toString(),
                            suppressed));
        }
    }

    boolean isHeld(LockOwner owner) {
        return synchronizedly(() -> {
            Hold hold = holds.get(owner);
            return hold != null && isCurrent(hold);
        });
    }

    long fencingToken(LockOwner owner) {
        return synchronizedly(() -> {
            Hold hold = holds.get(owner);
            if (hold == null) {
                throw notOwner();
            }
            if (!isCurrent(hold)) {
                throw new LeaseExpiredException(name, hold.lease.token(), hold.lease.until());
            }
            return hold.lease.token();
        });
    }

    /** The hold of an owner who releases it; one that has expired is forgotten. */
    private Hold required(LockOwner owner) {
        Hold hold = holds.get(owner);
        if (hold == null) {
            throw notOwner();
        }
        if (!isCurrent(hold)) {
            remove(owner, hold);
            throw new LeaseExpiredException(name, hold.lease.token(), hold.lease.until());
        }
        return hold;
    }

    private IllegalMonitorStateException notOwner() {
        return new IllegalMonitorStateException("The caller does not own lock " + name);
    }

    private void remove(LockOwner owner, Hold hold) {
        holds.remove(owner);
        hold.released.signalAll();
    }

    private boolean isCurrent(Hold hold) {
        return clock.instant().isBefore(hold.lease.until());
    }

    /** Nobody is told any more that this lease has expired. */
    private boolean isForgotten(Hold hold) {
        return clock.instant().isAfter(hold.lease.until().plus(REMEMBERED));
    }

    private long nanosLeft(Hold hold) {
        return Math.max(1, Duration.between(clock.instant(), hold.lease.until()).toNanos());
    }

    /** Two nodes that wait should not keep asking at the same moments. */
    private static long random(long pause) {
        return ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
    }

    private void wakeFirst() {
        Turn first = turns.peekFirst();
        if (first != null) {
            first.changed().signal();
        }
    }

    /** Lets all waiting callers see whether this node still participates. */
    void wakeAll() {
        synchronizedly(() -> {
            turns.forEach(turn -> turn.changed().signal());
            return true;
        });
    }

    private <T> T synchronizedly(Supplier<T> code) {
        monitor.lock();
        try {
            return code.get();
        } finally {
            monitor.unlock();
        }
    }

    private <T> T withoutMonitor(Supplier<T> command) {
        monitor.unlock();
        try {
            return Uninterrupted.call(command);
        } finally {
            monitor.lock();
        }
    }
}
