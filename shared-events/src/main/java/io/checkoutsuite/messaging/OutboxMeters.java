package io.checkoutsuite.messaging;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;

/** The metrics of one outbox, as of this node's last refresh. */
final class OutboxMeters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final OutboxDocuments documents;
    private final OutboxPublishing publishing;
    private final Clock clock;

    private volatile long backlog;
    private volatile long refused;
    private volatile long oldestMillis;
    private volatile double perSecond;
    private long publishedBefore;
    private long lookedAt = System.nanoTime();

    OutboxMeters(
            OutboxDocuments documents,
            BrokerWatch broker,
            OutboxPublishing publishing,
            Clock clock,
            MeterRegistry registry) {
        this.documents = documents;
        this.publishing = publishing;
        this.clock = clock;
        Tags tags = Tags.of("outbox", documents.collection());
        FunctionCounter.builder("suite.outbox.published", publishing, OutboxPublishing::published)
                .description("events of this node that the broker has acknowledged")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.backlog", this, OutboxMeters::backlog)
                .description("documents with pending events, of all nodes together")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.oldest.age.millis", this, meters -> meters.oldestMillis)
                .description("how long the oldest of them has had pending events")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.drain.rate", this, meters -> meters.perSecond)
                .description("events of this node per second that the broker acknowledged since the last refresh")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.refused", this, OutboxMeters::refused)
                .description("documents with an event that the broker rejects because of the event itself")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.broker.away", broker, watch -> watch.isAway() ? 1 : 0)
                .description("1 while the broker is unavailable to this node")
                .tags(tags)
                .register(registry);
    }

    /** Counts again; must be called by one thread only. */
    void look() {
        backlog = documents.countOwing();
        refused = documents.countRefused();
        oldestMillis = backlog == 0
                ? 0
                : documents
                        .owedSince()
                        .map(since -> Duration.between(since, clock.instant()).toMillis())
                        .orElse(0L);
        long now = System.nanoTime();
        long published = publishing.published();
        perSecond = (published - publishedBefore) * NANOS_PER_SECOND / Math.max(1, now - lookedAt);
        publishedBefore = published;
        lookedAt = now;
    }

    long backlog() {
        return backlog;
    }

    long refused() {
        return refused;
    }
}
