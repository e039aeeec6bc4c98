package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.test.Eventually;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.kafka.KafkaTopics.TextRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads and writes the suite's topics with a plain Kafka client. */
final class Topics {

    private Topics() {}

    /** A record of a topic. */
    record Event(String topic, int partition, String key, Map<String, String> headers, String body) {

        private static Event of(TextRecord record) {
            return new Event(record.topic(), record.partition(), record.key(), record.headers(), record.body());
        }

        String id() {
            return headers.getOrDefault("ce_id", "");
        }

        String requestId() {
            return headers.getOrDefault("ce_requestid", "");
        }

        JsonNode json() {
            return Api.JSON.readTree(body);
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
        return KafkaTopics.read(RunningSuite.kafka(), Topics::isOurs).stream()
                .map(Event::of)
                .toList();
    }

    /** Whether it is the topic of an event type or its dead-letter topic. */
    private static boolean isOurs(String topic) {
        return EventType.named(topic.split("\\.")[0]).isPresent();
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
    static final class Publisher implements AutoCloseable {

        private final KafkaTopics topics;

        Publisher(String kafka) {
            topics = new KafkaTopics(kafka);
        }

        void publishes(Event event) {
            topics.send(event.topic(), event.key(), event.headers(), event.body());
        }

        @Override
        public void close() {
            topics.close();
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
                () -> Api.get(service, "/ops/applied/" + requestId)
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
    static Event event(String type, String requestId, String cartId, String body) {
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
