package io.checkoutsuite.failure.crash;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Crash points before a listener receives a record, and after its offset is committed. */
public final class ConsumerCrashPoints implements ConsumerInterceptor<Object, Object> {

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> events) {
        events.partitions().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(topic -> CrashPoints.before("consume " + topic));
        return events;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(topic -> CrashPoints.after("consume " + topic));
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
}
