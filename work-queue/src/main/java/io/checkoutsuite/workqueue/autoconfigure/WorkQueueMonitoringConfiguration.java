package io.checkoutsuite.workqueue.autoconfigure;

import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.workqueue.WorkQueues;
import io.checkoutsuite.workqueue.consumer.WorkQueueConsumer;
import io.checkoutsuite.workqueue.monitoring.ConsumerMetrics;
import io.checkoutsuite.workqueue.monitoring.WorkQueueHealth;
import io.checkoutsuite.workqueue.monitoring.WorkQueueMonitor;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Metrics and health, in an application that has both. */
@AutoConfiguration(
        after = WorkQueueAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, HealthIndicator.class})
@ConditionalOnBean(MeterRegistry.class)
class WorkQueueMonitoringConfiguration {

    @Bean
    WorkQueueMonitor workQueueMonitor(
            WorkQueues queues, DatabaseClock clock, MeterRegistry meters, WorkQueueNodeSettings settings) {
        return new WorkQueueMonitor(queues, clock, meters, settings.monitorInterval());
    }

    @Bean
    WorkQueueHealth workQueueHealthIndicator(WorkQueueMonitor monitor, ObjectProvider<WorkQueueConsumer> consumers) {
        return new WorkQueueHealth(monitor, () -> consumers.stream().toList());
    }

    @Bean
    SmartInitializingSingleton workQueueConsumerMetrics(
            ObjectProvider<WorkQueueConsumer> consumers, MeterRegistry meters) {
        return () -> consumers.stream().forEach(consumer -> new ConsumerMetrics(consumer).bindTo(meters));
    }
}
