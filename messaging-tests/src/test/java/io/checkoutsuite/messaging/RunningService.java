package io.checkoutsuite.messaging;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.messaging.Message;

/** A small service on real servers that listens to rollbacks; a test defines how its listener fails. */
public final class RunningService implements AutoCloseable {

    static final String TOPIC = "checkoutRollback";

    public final List<CheckoutRollback> applied = Collections.synchronizedList(new ArrayList<>());
    public final List<IdempotentMessageConsumptionService.Outcome> outcomes =
            Collections.synchronizedList(new ArrayList<>());
    public final List<Message<byte[]>> received = Collections.synchronizedList(new ArrayList<>());
    public volatile Consumer<CheckoutRollback> processor = rollback -> {};

    private final ConfigurableApplicationContext context;

    public RunningService(String name, String brokers, String mongoUri, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "spring.config.import=classpath:suite-messaging.yml",
                "spring.application.name=" + name,
                "spring.mongodb.uri=" + mongoUri,
                "spring.cloud.stream.kafka.binder.brokers=" + brokers,
                "spring.main.banner-mode=off",
                "spring.jmx.enabled=false",
                "suite.messaging.source=/" + name,
                "suite.messaging.outboxes=things",
                "spring.cloud.function.definition=rollbackListener",
                "spring.cloud.stream.function.bindings.rollbackListener-in-0=rollbackInput",
                "spring.cloud.stream.bindings.rollbackInput.destination=" + TOPIC,
                "spring.cloud.stream.bindings.rollbackInput.group=" + name,
                "suite.messaging.topics.replication-factor=1"));
        for (String setting : more) {
            settings.removeIf(known -> known.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
        }
        settings.addAll(List.of(more));
        this.context = new SpringApplicationBuilder(Listeners.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> starting.getBeanFactory().registerSingleton("service", this))
                .run(settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }

    public static RunningService named(String name) {
        return new RunningService(name, TestServers.kafka(), TestServers.mongoUri(name));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Listeners {

        @Bean
        Consumer<Message<byte[]>> rollbackListener(
                IdempotentMessageConsumptionService consumption, RunningService service) {
            return message -> {
                service.received.add(message);
                service.outcomes.add(
                        consumption.consumeEvent(message, "RollbackListener", CheckoutRollback.class, service::apply));
            };
        }
    }

    private void apply(CheckoutRollback rollback) {
        processor.accept(rollback);
        applied.add(rollback);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public MongoTemplate mongo() {
        return bean(MongoTemplate.class);
    }

    public double gauge(String name) {
        return bean(MeterRegistry.class).get(name).gauge().value();
    }

    public static CheckoutRollback rollback(String requestId) {
        return new CheckoutRollback(
                requestId,
                "cart-of-" + requestId,
                "100000",
                "FAILED_PAYMENT_TRANSACTION",
                "declined",
                "authorizePayments",
                null,
                ContextInfo.of("default"),
                Instant.parse("2026-03-01T12:00:00Z"));
    }

    public OutboxEntry entry(CheckoutRollback rollback) {
        return bean(EventCodec.class).entry(rollback);
    }

    /** Publishes the event as the cart service would. */
    public void publish(CheckoutRollback rollback) {
        bean(BindingPublisher.class).publish(entry(rollback));
    }

    /** Sends a raw message, as any client of the broker could. */
    public static void send(String topic, String key, Map<String, String> headers, String body) {
        try (KafkaTopics topics = new KafkaTopics(TestServers.kafka())) {
            topics.send(topic, key, headers, body);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
