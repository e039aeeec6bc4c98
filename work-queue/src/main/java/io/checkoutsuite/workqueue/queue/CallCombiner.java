package io.checkoutsuite.workqueue.queue;

import io.checkoutsuite.workqueue.node.TimeLimit;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Combines the calls of many threads of this node into batches. One thread at a time executes a batch; it is started by the first call and ends when
 * no call is left. Calls that cannot be completed wait in their order, and are tried again after {@link #wake()} or when the poll interval is over.
 *
 * <p>Callers never talk to the database themselves, so that an interrupted caller leaves nothing half done: a call that is in no batch is withdrawn,
 * and one that is in a batch waits for its result. The lock protects the list of calls only; nobody holds it while a batch is executed or a call waits.
 */
final class CallCombiner<C extends CallCombiner.Call> {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    /** One call of one thread. Its result is changed by the executing thread only, while the call is in a batch. */
    abstract static class Call {

        final boolean waits;
        Phase phase = Phase.WAITING;
        long arrival;

        @Nullable
        Condition changed;

        @Nullable
        RuntimeException failure;

        /** @param waits whether the call waits until it can be completed */
        Call(boolean waits) {
            this.waits = waits;
        }

        /** Whether there is nothing more to do for it. */
        abstract boolean isComplete();
    }

    /** What the calls are about. */
    interface Work<C> {

        /** Chooses the calls of the next batch, in their order, beginning with the first. There is at least one. */
        List<C> choose(Collection<C> calls);

        /**
         * Executes a batch, and notes in each call what was done for it.
         *
         * @return whether calls that are not complete should be tried again at once
         */
        boolean execute(List<C> batch);
    }

    private enum Phase {
        WAITING,
        IN_BATCH,
        DONE
    }

    private final String name;
    private final Work<C> work;
    private final long longestPauseNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Set<C> calls = new LinkedHashSet<>();
    private long arrivals;
    private boolean working;
    private boolean awake;
    private @Nullable Supplier<RuntimeException> closed;

    /** @param name of the executing thread */
    CallCombiner(String name, Work<C> work, Duration pollInterval) {
        this.name = name;
        this.work = work;
        this.longestPauseNanos = pollInterval.toNanos();
    }

    /**
     * Returns when the call is complete or its time is over.
     *
     * @throws InterruptedException if the thread is interrupted before the call is complete. The call has then been withdrawn; what was done for it
     *     before is noted in it.
     */
    void run(C call, TimeLimit limit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        boolean interrupted = await(call, limit);
        if (interrupted && call.isComplete()) {
            Thread.currentThread().interrupt();
        }
        throwFailure(call);
        if (interrupted && !call.isComplete()) {
            throw new InterruptedException();
        }
    }

    /** Returns as soon as the call is complete or cannot be completed without waiting. An interrupt has no effect. */
    void runNow(C call) {
        await(call, TimeLimit.none());
        throwFailure(call);
    }

    private static void throwFailure(Call call) {
        if (call.failure != null) {
            throw call.failure instanceof WorkQueueException failed ? failed.forCaller() : call.failure;
        }
    }

    /** Tries the waiting calls again: another operation of this node has changed what they wait for. */
    void wake() {
        lock.lock();
        try {
            if (working) {
                awake = true;
                woken.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends waiting calls, and refuses new ones. */
    void close(Supplier<RuntimeException> reason) {
        lock.lock();
        try {
            closed = reason;
            List.copyOf(calls).stream()
                    .filter(call -> call.phase == Phase.WAITING)
                    .forEach(call -> end(call, reason.get()));
            awake = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the thread was interrupted while the call waited. */
    private boolean await(C call, TimeLimit limit) {
        boolean interrupted = false;
        boolean gaveUp = false;
        lock.lock();
        try {
            Condition changed = submit(call);
            while (call.phase != Phase.DONE && !(gaveUp && call.phase == Phase.WAITING)) {
                if (gaveUp || !call.waits) {
                    changed.awaitUninterruptibly();
                    continue;
                }
                try {
                    gaveUp = limit.left() <= 0 || changed.awaitNanos(limit.left()) <= 0;
                } catch (InterruptedException stop) {
                    interrupted = true;
                    gaveUp = true;
                }
            }
            calls.remove(call);
        } finally {
            lock.unlock();
        }
        return interrupted;
    }

    private Condition submit(C call) {
        if (closed != null) {
            throw closed.get();
        }
        Condition changed = lock.newCondition();
        call.changed = changed;
        call.arrival = ++arrivals;
        calls.add(call);
        awake = true;
        if (working) {
            woken.signal();
        } else {
            working = true;
            Thread.ofVirtual().name(name).start(this::work);
        }
        return changed;
    }

    private void work() {
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            List<C> batch;
            long latest;
            lock.lock();
            try {
                if (calls.isEmpty()) {
                    working = false;
                    return;
                }
                batch = work.choose(Collections.unmodifiableSet(calls));
                batch.forEach(call -> call.phase = Phase.IN_BATCH);
                latest = arrivals;
                awake = false;
            } finally {
                lock.unlock();
            }
            boolean again = false;
            @Nullable RuntimeException failure = null;
            try {
                again = work.execute(batch);
            } catch (RuntimeException failed) {
                failure = failed;
            } catch (Error failed) {
                failure = new IllegalStateException(failed);
            }
            lock.lock();
            try {
                boolean progress = takeBack(batch, again, failure) || again;
                if (failure != null) {
                    // Those behind would not fare better, and would have to wait for it.
                    endAll(latest, failure);
                } else if (!progress) {
                    endThoseThatDoNotWait(latest);
                    pause(pause);
                }
                pause = progress ? FIRST_PAUSE_NANOS : Math.min(2 * pause, longestPauseNanos);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns whether any call of the batch has ended. */
    private boolean takeBack(List<C> batch, boolean again, @Nullable RuntimeException failure) {
        boolean ended = false;
        for (C call : batch) {
            call.phase = Phase.WAITING;
            if (call.isComplete()) {
                end(call, null);
                ended = true;
            } else if (failure != null) {
                end(call, failure);
                ended = true;
            } else if (closed != null) {
                end(call, closed.get());
                ended = true;
            } else if (!call.waits && !again) {
                end(call, null);
                ended = true;
            } else if (call.changed != null) {
                // Its time may be over, or it may have been interrupted.
                call.changed.signal();
            }
        }
        return ended;
    }

    /** Calls behind one that has to wait cannot be completed either. Those that arrived during the batch are tried in the next one. */
    private void endThoseThatDoNotWait(long latest) {
        List.copyOf(calls).stream()
                .filter(call -> !call.waits && call.arrival <= latest)
                .forEach(call -> end(call, null));
    }

    private void endAll(long latest, RuntimeException failure) {
        List.copyOf(calls).stream().filter(call -> call.arrival <= latest).forEach(call -> end(call, failure));
    }

    private void end(C call, @Nullable RuntimeException failure) {
        call.failure = failure;
        call.phase = Phase.DONE;
        calls.remove(call);
        if (call.changed != null) {
            call.changed.signal();
        }
    }

    private void pause(long nanos) {
        long left = nanos;
        try {
            while (!awake && !calls.isEmpty() && left > 0) {
                left = woken.awaitNanos(left);
            }
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
    }
}
