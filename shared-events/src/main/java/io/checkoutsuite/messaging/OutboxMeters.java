package io.checkoutsuite.messaging;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;

/** What operators see of one outbox, as it was when this node last looked. */
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
                .description("events that the broker took from this node")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.backlog", this, OutboxMeters::backlog)
                .description("documents that owe events, on all nodes together")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.oldest.age.millis", this, meters -> meters.oldestMillis)
                .description("how long the oldest of them has owed")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.drain.rate", this, meters -> meters.perSecond)
                .description("events per second that the broker took from this node since it last looked")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.refused", this, OutboxMeters::refused)
                .description("documents with an event that the broker refuses for itself")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.outbox.broker.away", broker, watch -> watch.isAway() ? 1 : 0)
                .description("1 while the broker takes nothing from this node")
                .tags(tags)
                .register(registry);
    }

    /** Counts anew; for one thread. */
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
