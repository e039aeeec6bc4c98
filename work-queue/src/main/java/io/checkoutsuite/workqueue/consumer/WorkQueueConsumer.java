package io.checkoutsuite.workqueue.consumer;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.workqueue.node.NotParticipatingException;
import io.checkoutsuite.workqueue.queue.LeasedItem;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.checkoutsuite.workqueue.queue.WorkQueueException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Handles the items of a queue on this node, each in a virtual thread of its own. It takes an item only if it can begin it at once. The lease of an item is
 * extended while it is handled. An item that was handled is acknowledged, and one that has failed is delivered again after a delay.
 *
 * <p>A stop ends taking, releases what was taken and not begun, and waits for the items that are being handled.
 */
@Slf4j
public final class WorkQueueConsumer implements SmartLifecycle {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration RECHECK = Duration.ofMillis(200);
    private static final long FIRST_BACK_OFF_MILLIS = 100;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;
    private static final int EXTENSIONS_PER_LEASE = 3;

    /** An item that was handled and not acknowledged would be handled again, so a database that is unavailable for a moment is asked again. */
    private static final RetryTemplate SETTLING = new RetryTemplate(RetryPolicy.builder()
            .includes(WorkQueueException.class)
            .maxRetries(4)
            .delay(Duration.ofMillis(100))
            .multiplier(3)
            .build());

    private final WorkQueue queue;
    private final WorkHandler handler;
    private final ConsumerSettings settings;
    private final LogLimiter failures = new LogLimiter();
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder handlingNanos = new LongAdder();
    private volatile @Nullable Running running;

    /** An item that is being handled. */
    private static final class InProgress {
        private final LeasedItem item;
        private final Thread thread;
        private final long start = System.nanoTime();
        private volatile long extended = start;

        InProgress(LeasedItem item, Thread thread) {
            this.item = item;
            this.thread = thread;
        }
    }

    private record Delivery(long number, long token) {

        static Delivery of(LeasedItem item) {
            return new Delivery(item.number(), item.token());
        }
    }

    /** From a start to a stop. */
    private static final class Running {
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final Set<InProgress> inProgress = ConcurrentHashMap.newKeySet();
        private final Semaphore permits;
        private final Thread polling;
        private final Thread extending;

        Running(WorkQueueConsumer consumer) {
            permits = new Semaphore(consumer.settings.parallelism());
            String name = "work-queue-" + consumer.queue.settings().name();
            polling = Thread.ofVirtual().name(name + "-consumer").unstarted(() -> consumer.takeUntilStopped(this));
            extending = Thread.ofVirtual().name(name + "-extend").unstarted(() -> consumer.extendUntilStopped(this));
        }

        boolean isStopping() {
            return stopping.getCount() == 0;
        }

        /** Returns whether the consumer is stopping. */
        boolean awaitStop(Duration longest) throws InterruptedException {
            return stopping.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    public WorkQueueConsumer(WorkQueue queue, WorkHandler handler, ConsumerSettings settings) {
        this.queue = queue;
        this.handler = handler;
        this.settings = settings;
    }

    public WorkQueue queue() {
        return queue;
    }

    /** The items that this node has handled since it was started, successfully or not. */
    public long handled() {
        return handled.sum();
    }

    /** Those of them that have failed. */
    public long failed() {
        return failed.sum();
    }

    /** How long handling them has taken together. */
    public Duration handlingTime() {
        return Duration.ofNanos(handlingNanos.sum());
    }

    /** How many items are being handled at the moment. */
    public int inProgress() {
        Running now = running;
        return now == null ? 0 : now.inProgress.size();
    }

    /** Whether it takes items; false if it was stopped, or if its thread has ended although it should not. */
    public boolean isAlive() {
        Running now = running;
        return now != null && now.polling.isAlive() && now.extending.isAlive();
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            Running starting = new Running(this);
            running = starting;
            starting.polling.start();
            starting.extending.start();
        }
    }

    @Override
    public synchronized void stop() {
        Running ending = running;
        if (ending == null) {
            return;
        }
        long end = System.nanoTime() + settings.stopTimeout().toNanos();
        ending.stopping.countDown();
        ending.polling.interrupt();
        try {
            ending.polling.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            boolean allDone = ending.permits.tryAcquire(
                    settings.parallelism(), Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (!allDone) {
                log.warn(
                        "Work queue {}: {} items were still being handled after {} and are interrupted",
                        queue.settings().name(),
                        ending.inProgress.size(),
                        settings.stopTimeout());
                ending.inProgress.forEach(each -> each.thread.interrupt());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ending.extending.interrupt();
        running = null;
    }

    private void takeUntilStopped(Running current) {
        BackOffExecution backOff = backOff();
        try {
            while (!current.isStopping()) {
                try {
                    takeSome(current);
                    backOff = backOff();
                } catch (NotParticipatingException later) {
                    current.awaitStop(RECHECK);
                } catch (RuntimeException failure) {
                    failures.log(
                            "taking",
                            suppressed -> log.warn(
                                    "Taking from the work queue {} failed and will be retried: {}{}",
                                    queue.settings().name(),
                                    failure.toString(),
                                    suppressed));
                    current.awaitStop(Duration.ofMillis(backOff.nextBackOff()));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static BackOffExecution backOff() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_BACK_OFF_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_BACK_OFF_MILLIS);
        return backOff.start();
    }

    /** Takes as many items as can be begun. */
    private void takeSome(Running current) throws InterruptedException {
        current.permits.acquire();
        int permits = 1 + current.permits.drainPermits();
        List<LeasedItem> taken = List.of();
        try {
            taken = queue.poll(permits, LONGEST_WAIT);
        } finally {
            current.permits.release(permits - taken.size());
        }
        if (current.isStopping()) {
            release(taken);
            current.permits.release(taken.size());
        } else {
            taken.forEach(item -> begin(current, item));
        }
    }

    private void release(List<LeasedItem> items) {
        try {
            queue.release(items);
        } catch (RuntimeException databaseUnavailable) {
            log.warn(
                    "Work queue {}: {} items could not be released and will be delivered when their leases end: {}",
                    queue.settings().name(),
                    items.size(),
                    databaseUnavailable.toString());
        }
    }

    private void begin(Running current, LeasedItem item) {
        Thread.ofVirtual()
                .name("work-queue-" + queue.settings().name() + "-" + item.number())
                .start(() -> {
                    InProgress mine = new InProgress(item, Thread.currentThread());
                    current.inProgress.add(mine);
                    try {
                        handle(current, mine);
                    } finally {
                        current.inProgress.remove(mine);
                        current.permits.release();
                    }
                });
    }

    private void handle(Running current, InProgress mine) {
        LeasedItem item = mine.item;
        try {
            handler.handle(item);
            count(mine, handled);
            settle(item, () -> queue.acknowledge(item));
        } catch (InterruptedException stopped) {
            if (current.isStopping()) {
                settle(item, () -> queue.release(item));
            } else {
                fail(mine, stopped);
            }
        } catch (Exception | Error failure) {
            fail(mine, failure);
        }
    }

    private void count(InProgress mine, LongAdder which) {
        which.increment();
        handlingNanos.add(System.nanoTime() - mine.start);
    }

    private void fail(InProgress mine, Throwable failure) {
        count(mine, handled);
        failed.increment();
        LeasedItem item = mine.item;
        String reason = failure.toString();
        failures.log(
                failure.getClass(),
                suppressed -> log.warn(
                        "Work queue {}: attempt {} of item {} has failed{}",
                        item.queue(),
                        item.attempt(),
                        item.number(),
                        suppressed,
                        failure));
        Optional<Duration> delay = delayAfter(item.attempt(), failure);
        settle(item, () -> delay.isPresent() ? queue.retryLater(item, delay.get(), reason) : queue.park(item, reason));
    }

    /** Empty if the attempt was the last one. */
    private Optional<Duration> delayAfter(int attempt, Throwable failure) {
        if (!settings.retries().shouldRetry(failure)) {
            return Optional.empty();
        }
        BackOffExecution delays = settings.retries().getBackOff().start();
        long delay = 0;
        for (int i = 0; i < attempt; i++) {
            delay = delays.nextBackOff();
            if (delay == BackOffExecution.STOP) {
                return Optional.empty();
            }
        }
        return Optional.of(Duration.ofMillis(Math.min(delay, WorkQueue.LONGEST_DELAY.toMillis())));
    }

    private void settle(LeasedItem item, BooleanSupplier change) {
        try {
            boolean done = SETTLING.<Boolean>invoke(change::getAsBoolean);
            if (!done) {
                log.info(
                        "Work queue {}: item {} no longer belonged to this node after attempt {}",
                        item.queue(),
                        item.number(),
                        item.attempt());
            }
        } catch (RuntimeException databaseUnavailable) {
            failures.log(
                    "settling",
                    suppressed -> log.warn(
                            "Work queue {}: item {} will be delivered again, because the result of attempt {} could not be stored: {}{}",
                            item.queue(),
                            item.number(),
                            item.attempt(),
                            databaseUnavailable.toString(),
                            suppressed));
        }
    }

    private void extendUntilStopped(Running current) {
        Duration interval = queue.settings().visibility().dividedBy(EXTENSIONS_PER_LEASE);
        try {
            while (true) {
                // Not the latch of the stop: while a stop waits for the last items, their leases are extended as well.
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                try {
                    extend(current);
                } catch (RuntimeException databaseUnavailable) {
                    failures.log(
                            "extending",
                            suppressed -> log.warn(
                                    "Leases of the work queue {} could not be extended: {}{}",
                                    queue.settings().name(),
                                    databaseUnavailable.toString(),
                                    suppressed));
                }
                interruptExpired(current);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void extend(Running current) {
        long now = System.nanoTime();
        List<InProgress> old = current.inProgress.stream()
                .filter(each -> now - each.start < settings.handlingLimit().toNanos())
                .toList();
        Set<Delivery> extended =
                queue
                        .extend(
                                old.stream().map(each -> each.item).toList(),
                                queue.settings().visibility())
                        .stream()
                        .map(Delivery::of)
                        .collect(Collectors.toSet());
        for (InProgress each : old) {
            if (extended.contains(Delivery.of(each.item))) {
                each.extended = now;
            } else if (current.inProgress.contains(each)) {
                each.thread.interrupt();
            }
        }
    }

    /** Their items are delivered to others. */
    private void interruptExpired(Running current) {
        long now = System.nanoTime();
        current.inProgress.stream()
                .filter(each ->
                        now - each.extended > queue.settings().visibility().toNanos())
                .forEach(each -> each.thread.interrupt());
    }
}
