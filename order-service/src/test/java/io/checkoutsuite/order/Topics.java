package io.checkoutsuite.order;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.messaging.Message;

/** Talks to the broker as the other services do. All events go to one partition, so that they are delivered in the order in which they were sent. */
public final class Topics implements AutoCloseable {

    private final String brokers;
    private final EventCodec codec;
    private final KafkaProducer<byte[], byte[]> producer;

    Topics(String brokers, EventCodec codec) {
        this.brokers = brokers;
        this.codec = codec;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "max.request.size", 8 * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public void send(SuiteEvent event) {
        send(event, new String(message(event).getPayload(), StandardCharsets.UTF_8));
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
        ProducerRecord<byte[], byte[]> kafkaRecord = new ProducerRecord<>(topic, 0, utf8(key), utf8(body));
        headers.forEach((name, value) -> kafkaRecord.headers().add(name, utf8(value)));
        send(kafkaRecord);
    }

    /** Sends an arbitrary record. */
    public void send(ProducerRecord<byte[], byte[]> kafkaRecord) {
        try {
            producer.send(kafkaRecord).get();
        } catch (InterruptedException | ExecutionException notSent) {
            throw new IllegalStateException(notSent);
        }
    }

    /** The ids of all events of a cart in a topic. */
    public List<String> published(String topic, String cartId) {
        return records(topic).stream()
                .filter(found -> new String(found.key(), StandardCharsets.UTF_8).equals(cartId))
                .map(found ->
                        new String(found.headers().lastHeader(EventHeaders.ID).value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "max.partition.fetch.bytes", 8 * 1024 * 1024),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }

    private Message<byte[]> message(SuiteEvent event) {
        return codec.message(codec.entry(event));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
