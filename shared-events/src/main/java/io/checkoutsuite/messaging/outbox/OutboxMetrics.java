package io.checkoutsuite.messaging.outbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;

/** The metrics of one outbox, as of this node's last refresh. */
final class OutboxMetrics {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SWEEPS_PER_REFRESH = 10;

    private final OutboxStore store;
    private final OutboxPublisher publisher;
    private final Clock clock;

    private volatile long backlog;
    private volatile long rejected;
    private volatile long oldestMillis;
    private volatile double perSecond;
    private long publishedBefore;
    private long refreshedAt = System.nanoTime();
    private long sweeps;

    OutboxMetrics(
            OutboxStore store, BrokerCircuit broker, OutboxPublisher publisher, Clock clock, MeterRegistry registry) {
        this.store = store;
        this.publisher = publisher;
        this.clock = clock;
        Tags tags = Tags.of("outbox", store.collection());
        FunctionCounter.builder("suite.outbox.published", publisher, OutboxPublisher::published)
                .description("events of this node that the broker has acknowledged")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.backlog", this, OutboxMetrics::backlog)
                .description("documents with pending events, of all nodes together")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.oldest.age.millis", this, metrics -> metrics.oldestMillis)
                .description("how long the oldest of them has had pending events")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.drain.rate", this, metrics -> metrics.perSecond)
                .description("events of this node per second that the broker acknowledged since the last refresh")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.rejected", this, OutboxMetrics::rejected)
                .description("documents with an event that the broker rejects because of the event itself")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.broker.unavailable", broker, circuit -> circuit.isUnavailable() ? 1 : 0)
                .description("1 while the broker is unavailable to this node")
                .tags(tags)
                .register(registry);
    }

    /**
     * Counts again before a sweep: before each one as long as events are pending, otherwise before every tenth, because counting costs more
     * than a sweep that finds nothing. Must be called by one thread only.
     */
    void refreshBeforeSweep() {
        if (backlog > 0 || rejected > 0 || sweeps % SWEEPS_PER_REFRESH == 0) {
            refresh();
        }
        sweeps++;
    }

    /** Counts again; must be called by one thread only. */
    void refresh() {
        backlog = store.countPending();
        rejected = store.countRejected();
        oldestMillis = backlog == 0
                ? 0
                : store.oldestPendingSince()
                        .map(since -> Duration.between(since, clock.instant()).toMillis())
                        .orElse(0L);
        long now = System.nanoTime();
        long published = publisher.published();
        perSecond = (published - publishedBefore) * NANOS_PER_SECOND / Math.max(1, now - refreshedAt);
        publishedBefore = published;
        refreshedAt = now;
    }

    long backlog() {
        return backlog;
    }

    long rejected() {
        return rejected;
    }
}
