package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.messaging.BrokerRejections;
import io.checkoutsuite.messaging.BrokerUnavailableException;
import io.checkoutsuite.messaging.KafkaConnection;
import io.checkoutsuite.messaging.deadletter.DeadLetter.RecordPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records from topics. */
@RequiredArgsConstructor
final class TopicRecords {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final KafkaConnection connection;

    /**
     * Empty if the record no longer exists.
     *
     * @throws BrokerUnavailableException if the broker does not respond
     */
    Optional<ConsumerRecord<byte[], byte[]>> find(RecordPosition position) {
        Map<String, Object> settings = new HashMap<>(connection.consumer());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        TopicPartition partition = new TopicPartition(position.topic(), position.partition());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition), LONGEST).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(List.of(partition), LONGEST).getOrDefault(partition, 0L);
            if (position.offset() < first || position.offset() >= end) {
                return Optional.empty();
            }
            consumer.seek(partition, position.offset());
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < LONGEST.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                    return found.offset() == position.offset() ? Optional.of(found) : Optional.empty();
                }
            }
            throw new BrokerUnavailableException(
                    "The broker did not send " + position, new IllegalStateException("no answer"));
        } catch (KafkaException failure) {
            throw new BrokerUnavailableException(
                    "The broker did not send " + position + ": " + BrokerRejections.describeRootCause(failure),
                    failure);
        }
    }
}
