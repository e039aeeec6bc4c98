package io.checkoutsuite.workqueue.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.WorkQueues;
import io.checkoutsuite.workqueue.consumer.ConsumerSettings;
import io.checkoutsuite.workqueue.consumer.WorkQueueConsumer;
import io.checkoutsuite.workqueue.lock.LeaseLocks;
import io.checkoutsuite.workqueue.monitoring.WorkQueueMonitor;
import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.operations.WorkQueueOperations;
import io.checkoutsuite.workqueue.queue.NewItem;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.checkoutsuite.workqueue.queue.WorkQueueSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application that has this module, a database, and no broker. */
class WorkQueueAutoConfigurationTests {

    @EnableAutoConfiguration
    static class Application {

        final Queue<String> handled = new ConcurrentLinkedQueue<>();

        @Bean
        WorkQueue captures(WorkQueues queues) {
            return queues.open(WorkQueueSettings.of("captures", 10));
        }

        @Bean
        WorkQueueConsumer captureConsumer(WorkQueue captures) {
            return new WorkQueueConsumer(captures, item -> handled.add(item.payload()), ConsumerSettings.of(2));
        }

        @Bean
        Queue<String> handled() {
            return handled;
        }
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.mongodb.uri=" + Node.database(), "spring.main.banner-mode=off")
                .properties(properties)
                .run();
    }

    @Test
    void an_application_opens_a_queue_and_has_its_items_handled() {
        try (ConfigurableApplicationContext context = start("suite.work-queue.monitor-interval=50ms")) {
            context.getBean(WorkQueue.class).add(NewItem.of("capture"));

            Queue<?> handled = context.getBean("handled", Queue.class);
            Eventually.get("handled", handled::size, size -> size == 1);

            assertThat(context.getBean(WorkQueueOperations.class)
                            .figures("captures")
                            .capacity())
                    .isEqualTo(10);
            Map<?, ?> figures = Eventually.get(
                    "figures", () -> context.getBean(WorkQueueMonitor.class).figures(), all -> !all.isEmpty());
            assertThat(figures).hasSize(1);
            assertThat(context.getBeansOfType(HealthIndicator.class)).containsKey("workQueueHealthIndicator");
            assertThat(context.getBean(MeterRegistry.class)
                            .find("suite.work.queue.handling")
                            .functionTimer())
                    .isNotNull();
            assertThat(context.getBean(LeaseLocks.class).get("lock").tryLock()).isTrue();
        }
    }

    @Test
    void a_node_can_be_started_without_participating() {
        try (ConfigurableApplicationContext context = start("suite.work-queue.participating=false")) {
            context.getBean(WorkQueue.class).add(NewItem.of("capture"));

            assertThat(context.getBean(Participation.class).isParticipating()).isFalse();
            assertThat(context.getBean(WorkQueue.class).size()).isEqualTo(1);

            context.getBean(Participation.class).setParticipating(true);
            Eventually.get("handled", context.getBean(WorkQueue.class)::size, size -> size == 0);
        }
    }
}
