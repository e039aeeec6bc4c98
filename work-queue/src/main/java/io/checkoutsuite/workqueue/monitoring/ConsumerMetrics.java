package io.checkoutsuite.workqueue.monitoring;

import io.checkoutsuite.workqueue.consumer.WorkQueueConsumer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;

/** The metrics of one consumer. */
@RequiredArgsConstructor
public final class ConsumerMetrics implements MeterBinder {

    private final WorkQueueConsumer consumer;

    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("queue", consumer.queue().settings().name());
        FunctionTimer.builder(
                        "suite.work.queue.handling",
                        consumer,
                        WorkQueueConsumer::handled,
                        each -> each.handlingTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("items that this node has handled, successfully or not")
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("suite.work.queue.failures", consumer, WorkQueueConsumer::failed)
                .description("attempts of this node that have failed")
                .tags(tags)
                .register(registry);
        Gauge.builder("suite.work.queue.in.progress", consumer, WorkQueueConsumer::inProgress)
                .description("items that this node is handling")
                .tags(tags)
                .register(registry);
    }
}
