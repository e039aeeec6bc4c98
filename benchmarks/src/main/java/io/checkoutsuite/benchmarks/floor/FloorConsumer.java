package io.checkoutsuite.benchmarks.floor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A participant: applies each completed checkout and then commits its position. */
final class FloorConsumer implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LongConsumer participant;
    private final AtomicLong applied = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread;

    FloorConsumer(String kafka, String group, LongConsumer participant) {
        this.participant = participant;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", kafka,
                        "group.id", group,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed",
                        "max.poll.records", "25"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        thread = Thread.ofPlatform().name("KafkaConsumer-" + group).start(this::consume);
    }

    private void consume() {
        try (consumer) {
            consumer.subscribe(List.of(FloorSample.COMPLETION));
            while (true) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> event : polled) {
                    participant.accept(Long.parseLong(new String(event.key(), StandardCharsets.UTF_8)));
                    applied.incrementAndGet();
                }
                if (!polled.isEmpty()) {
                    consumer.commitSync();
                }
            }
        } catch (WakeupException closed) {
            return;
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    /** How many checkouts have been applied since the start. */
    long applied() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return applied.get();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
