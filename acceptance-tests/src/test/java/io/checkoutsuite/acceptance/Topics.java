package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.stack.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;

/** Reads and writes the suite's topics with a plain Kafka client. */
public final class Topics {

    private Topics() {}

    /** A record of a topic. */
    public record Event(String topic, int partition, String key, Map<String, String> headers, String body) {

        static Event of(ConsumerRecord<String, String> record) {
            Map<String, String> headers = new LinkedHashMap<>();
            record.headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            return new Event(record.topic(), record.partition(), record.key(), headers, record.value());
        }

        String id() {
            return headers.getOrDefault("ce_id", "");
        }

        String requestId() {
            return headers.getOrDefault("ce_requestid", "");
        }

        JsonNode json() {
            return ApiResponse.JSON.readTree(body);
        }

        Event withBody(String other) {
            return new Event(topic, partition, key, headers, other);
        }

        Event withHeader(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.put(name, value);
            return new Event(topic, partition, key, changed, body);
        }
    }

    /** Returns every record of every topic of the suite, from the beginning until now. */
    static List<Event> all() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RunningSuite.kafka(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> isOurs(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return untilTheEnd(consumer, partitions);
        }
    }

    /** Whether it is the topic of an event type or its dead-letter topic. */
    private static boolean isOurs(String topic) {
        return EventType.named(topic.split("\\.")[0]).isPresent();
    }

    private static List<Event> untilTheEnd(
            KafkaConsumer<String, String> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<Event> events = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(Event.of(record)));
        }
        return events;
    }

    static List<Event> of(String topic, String requestId) {
        return all().stream()
                .filter(event ->
                        event.topic().equals(topic) && event.requestId().equals(requestId))
                .toList();
    }

    /** Returns the only event of an attempt in a topic; it may have been published more than once. */
    static Event only(String topic, String requestId) {
        List<Event> found = Eventually.get(
                topic + " has an event of " + requestId, () -> of(topic, requestId), events -> !events.isEmpty());
        assertThat(found.stream().distinct()).hasSize(1);
        return found.getFirst();
    }

    /** Publishes a record unchanged to the partition of its key. */
    static void publishes(Event event) {
        try (Publisher publisher = new Publisher(RunningSuite.kafka())) {
            publisher.publishes(event);
        }
    }

    /** Publishes records one by one and waits for each acknowledgement. */
    public static final class Publisher implements AutoCloseable {

        private final KafkaProducer<String, String> producer;

        public Publisher(String kafka) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka, "acks", "all"), new StringSerializer(), new StringSerializer());
        }

        public void publishes(Event event) {
            ProducerRecord<String, String> record = new ProducerRecord<>(event.topic(), event.key(), event.body());
            event.headers()
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            try {
                producer.send(record).get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    /** Publishes the same event under another event id, so that no listener recognises the id and each applies it again. */
    static void republishes(Event event, String suffix) {
        publishes(event.withHeader("ce_id", event.id() + suffix));
    }

    /** Waits until order, inventory, offer and payment have applied this event. */
    static void untilAppliedEverywhere(String requestId, String eventId) {
        Service.PARTICIPANTS.forEach(service -> untilAppliedBy(service, requestId, eventId));
    }

    static void untilAppliedBy(Service service, String requestId, String eventId) {
        String listener = EventType.named(eventId.split(":")[0]).orElseThrow().listenerName();
        Eventually.get(
                service + " applies " + eventId,
                () -> ApiRequest.get(service, "/ops/applied/" + requestId)
                        .byOperator()
                        .send()
                        .is(200)
                        .at("/applied")
                        .valueStream()
                        .toList(),
                applied -> applied.stream()
                        .anyMatch(one -> one.at("/eventId").asString("").equals(eventId)
                                && one.at("/listener").asString("").equals(listener)));
    }

    /** Creates an event of these tests with its CloudEvents attributes. */
    public static Event event(String type, String requestId, String cartId, String body) {
        assertThat(type).isNotBlank();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", type + ":" + requestId);
        headers.put("ce_type", type);
        headers.put("ce_source", "/acceptance-tests");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", "2026-01-01T00:00:00Z");
        headers.put("ce_subject", cartId);
        headers.put("ce_requestid", requestId);
        headers.put("ce_tenant", "default");
        return new Event(type, 0, cartId, headers, body);
    }
}
