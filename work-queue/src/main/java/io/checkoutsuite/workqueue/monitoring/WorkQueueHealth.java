package io.checkoutsuite.workqueue.monitoring;

import io.checkoutsuite.workqueue.consumer.WorkQueueConsumer;
import io.checkoutsuite.workqueue.operations.QueueFigures;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports a node as down if one of its consumers should take items and has ended. A full queue and parked items are details: the node works, but an
 * operator should look.
 */
@RequiredArgsConstructor
public final class WorkQueueHealth implements HealthIndicator {

    private final WorkQueueMonitor monitor;
    private final Supplier<Collection<WorkQueueConsumer>> consumers;

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        new TreeMap<>(monitor.figures()).forEach((queue, figures) -> health.withDetail(queue, details(figures)));
        consumers.get().stream()
                .filter(consumer -> consumer.isRunning() && !consumer.isAlive())
                .map(consumer -> consumer.queue().settings().name())
                .forEach(queue -> health.down().withDetail(queue + ".consumer", "it takes no items any more"));
        return health.build();
    }

    private Map<String, Object> details(QueueFigures figures) {
        return new TreeMap<>(Map.of(
                "size",
                figures.size(),
                "capacity",
                figures.capacity(),
                "full",
                figures.free() == 0,
                "parked",
                figures.parked(),
                "oldestAgeMillis",
                monitor.oldestAge(figures).toMillis()));
    }
}
