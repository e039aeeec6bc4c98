package io.checkoutsuite.workqueue.monitoring;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.workqueue.WorkQueues;
import io.checkoutsuite.workqueue.operations.QueueFigures;
import io.checkoutsuite.workqueue.queue.QueueCounts;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the figures of this node's queues from time to time, so that metrics and health cost the same however often they are read. It also finishes
 * changes of capacities that dead processes have left unfinished.
 */
@Slf4j
public final class WorkQueueMonitor implements SmartLifecycle {

    private final WorkQueues queues;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Duration interval;
    private final LogLimiter failures = new LogLimiter();
    private final Map<String, QueueFigures> latest = new ConcurrentHashMap<>();
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    /**
     * @param clock the clock of the database
     * @param interval how often the figures are read
     */
    public WorkQueueMonitor(WorkQueues queues, Clock clock, MeterRegistry meters, Duration interval) {
        this.queues = queues;
        this.clock = clock;
        this.meters = meters;
        this.interval = interval;
    }

    /** The figures as they were last read, by the names of the queues. */
    public Map<String, QueueFigures> figures() {
        return Map.copyOf(latest);
    }

    /** How long the first item of a queue has been in it; zero if there is none. */
    Duration oldestAge(QueueFigures figures) {
        Instant oldest = figures.oldestAddedAt();
        return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    }

    @Override
    public synchronized void start() {
        if (!isRunning()) {
            CountDownLatch latch = new CountDownLatch(1);
            stopping = latch;
            Thread.ofVirtual().name("work-queue-monitor").start(() -> refreshUntilStopped(latch));
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private void refreshUntilStopped(CountDownLatch latch) {
        try {
            do {
                refresh();
            } while (!latch.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads all figures again. */
    void refresh() {
        try {
            queues.finishChanges();
            for (WorkQueue queue : queues.all()) {
                String name = queue.settings().name();
                if (latest.put(name, queues.operations().figures(name)) == null) {
                    register(queue);
                }
            }
        } catch (RuntimeException databaseUnavailable) {
            failures.log(
                    "refresh",
                    suppressed -> log.warn(
                            "The figures of the work queues could not be read: {}{}",
                            databaseUnavailable.toString(),
                            suppressed));
        }
    }

    private void register(WorkQueue queue) {
        String name = queue.settings().name();
        Tags tags = Tags.of("queue", name);
        gauge("suite.work.queue.size", "items, on all nodes together", tags, name, QueueFigures::size);
        gauge("suite.work.queue.capacity", "items that there is room for", tags, name, QueueFigures::capacity);
        gauge("suite.work.queue.parked", "items that wait for an operator", tags, name, QueueFigures::parked);
        gauge(
                "suite.work.queue.oldest.age.millis",
                "how long the first item has been in the queue",
                tags,
                name,
                figures -> oldestAge(figures).toMillis());
        count("added", "items that this node has added", tags, queue, QueueCounts::added);
        count("attempts", "deliveries to this node", tags, queue, QueueCounts::delivered);
        count("redeliveries", "deliveries to this node after an earlier one", tags, queue, QueueCounts::redelivered);
        count("acknowledged", "items that this node has finished", tags, queue, QueueCounts::acknowledged);
        count("retries", "deliveries that this node has released with a delay", tags, queue, QueueCounts::retried);
        count("parkings", "items that this node has parked", tags, queue, QueueCounts::parked);
        count("lost", "items that no longer belonged to this node when it was done", tags, queue, QueueCounts::lost);
    }

    private void gauge(
            String meter, String description, Tags tags, String queue, ToDoubleFunction<QueueFigures> figure) {
        Gauge.builder(meter, latest, figures -> {
                    QueueFigures known = figures.get(queue);
                    return known == null ? Double.NaN : figure.applyAsDouble(known);
                })
                .description(description)
                .tags(tags)
                .register(meters);
    }

    private void count(
            String meter, String description, Tags tags, WorkQueue queue, ToDoubleFunction<QueueCounts> count) {
        FunctionCounter.builder("suite.work.queue." + meter, queue, each -> count.applyAsDouble(each.counts()))
                .description(description)
                .tags(tags)
                .register(meters);
    }
}
