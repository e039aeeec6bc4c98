package io.checkoutsuite.order;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.test.kafka.KafkaTopics;
import io.checkoutsuite.test.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.messaging.Message;

/** Talks to the broker as the other services do. All events go to one partition, so that they are delivered in the order in which they were sent. */
public final class Topics implements AutoCloseable {

    private final KafkaTopics kafka = new KafkaTopics(TestServers.kafka());
    private final EventCodec codec;

    Topics(EventCodec codec) {
        this.codec = codec;
    }

    public void send(SuiteEvent event) {
        send(event, body(event));
    }

    /** Sends the event's headers with another body. */
    public void send(SuiteEvent event, String body) {
        Map<String, String> headers = new HashMap<>();
        message(event).getHeaders().forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                headers.put(name, String.valueOf(value));
            }
        });
        send(event.type().wireName(), event.cartId(), headers, body);
    }

    public String body(SuiteEvent event) {
        return new String(message(event).getPayload(), StandardCharsets.UTF_8);
    }

    public void send(String topic, String key, Map<String, String> headers, String body) {
        kafka.send(topic, 0, key, headers, body);
    }

    /** Sends an arbitrary record. */
    public void send(ProducerRecord<byte[], byte[]> kafkaRecord) {
        kafka.send(kafkaRecord);
    }

    /** The ids of all events of a cart in a topic. */
    public List<String> published(String topic, String cartId) {
        return KafkaTopics.read(TestServers.kafka(), topic).stream()
                .filter(event -> event.key().equals(cartId))
                .map(event -> event.header(EventHeaders.ID))
                .toList();
    }

    private Message<byte[]> message(SuiteEvent event) {
        return codec.message(codec.entry(event));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
