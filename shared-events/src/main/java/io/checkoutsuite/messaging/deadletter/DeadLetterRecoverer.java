package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.messaging.BrokerRejections;
import io.checkoutsuite.messaging.ConsumedTopics;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * Sends a record that a listener could not apply to its dead-letter topic. If the broker rejects it together with the reason, the record is
 * left in its topic and the dead letter only refers to it: so every record can be parked.
 */
@RequiredArgsConstructor
final class DeadLetterRecoverer implements ConsumerRecordRecoverer {

    private static final int SEND_TIMEOUT_SECONDS = 15;

    private final KafkaOperations<byte[], byte[]> kafka;
    private final String group;

    /** @throws RuntimeException if the broker is unavailable; the record is then retried */
    @Override
    public void accept(ConsumerRecord<?, ?> record, Exception failure) {
        String topic = ConsumedTopics.deadLetterTopicOf(record.topic(), group);
        byte[] key = (byte[]) record.key();
        try {
            send(new ProducerRecord<>(
                    topic, (Integer) null, key, (byte[]) record.value(), DeadLetterHeaders.of(record, failure)));
        } catch (RuntimeException sendFailure) {
            if (!BrokerRejections.isCausedByMessage(sendFailure)) {
                throw sendFailure;
            }
            send(new ProducerRecord<>(
                    topic,
                    (Integer) null,
                    (byte[]) null,
                    (byte[]) null,
                    DeadLetterHeaders.ofLeftInTopic(record, failure)));
        }
    }

    private void send(ProducerRecord<byte[], byte[]> letter) {
        kafka.send(letter).orTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }
}
