package io.checkoutsuite.benchmarks.floor;

import io.checkoutsuite.benchmarks.floor.FloorSample.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes the events of checkouts as the suite does: acknowledged by all replicas, idempotent, compressed, keyed by the cart. */
final class FloorProducer implements AutoCloseable {

    private final FloorSample sample;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService acknowledged = Executors.newFixedThreadPool(2);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    FloorProducer(String kafka, FloorSample sample) {
        this.sample = sample;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", kafka,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "0",
                        "compression.type", "gzip",
                        "max.request.size", "8388608"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The body of a checkout's event. */
    byte[] event(String topic, long number) {
        return template(topic, number).value();
    }

    /** @param whenAcknowledged runs on another thread once the broker has acknowledged the record */
    void publish(String topic, long number, Runnable whenAcknowledged) {
        SampleRecord template = template(topic, number);
        ProducerRecord<byte[], byte[]> event =
                new ProducerRecord<>(topic, Long.toString(number).getBytes(StandardCharsets.UTF_8), template.value());
        template.headers().forEach((name, value) -> event.headers().add(name, value));
        producer.send(event, (metadata, failed) -> {
            if (failed == null) {
                acknowledged.execute(() -> run(whenAcknowledged));
            } else {
                failure.set(failed);
            }
        });
    }

    private void run(Runnable whenAcknowledged) {
        try {
            whenAcknowledged.run();
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    /** @throws IllegalStateException if an event could not be published */
    void requireNoFailure() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
    }

    private SampleRecord template(String topic, long number) {
        List<SampleRecord> templates = sample.recordsOf(topic);
        return templates.get((int) (number % templates.size()));
    }

    @Override
    public void close() {
        producer.close();
        acknowledged.close();
    }
}
