package io.checkoutsuite.messaging;

import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * Puts a record that a listener could not apply into its dead-letter topic. One that the broker does not take together with the reason is
 * left where it is, and its dead letter says so: there is no record that cannot be parked.
 */
@RequiredArgsConstructor
final class Parking implements ConsumerRecordRecoverer {

    private static final int SECONDS = 15;

    private final KafkaOperations<byte[], byte[]> kafka;
    private final String group;

    /** @throws RuntimeException if the broker is away; the record is tried once more then */
    @Override
    public void accept(ConsumerRecord<?, ?> record, Exception failure) {
        String topic = ConsumedTopics.deadLetterTopicOf(record.topic(), group);
        byte[] key = (byte[]) record.key();
        try {
            send(new ProducerRecord<>(
                    topic, (Integer) null, key, (byte[]) record.value(), DeadLetterHeaders.of(record, failure)));
        } catch (RuntimeException notTaken) {
            if (!Refusal.isOfTheMessage(notTaken)) {
                throw notTaken;
            }
            send(new ProducerRecord<>(
                    topic,
                    (Integer) null,
                    (byte[]) null,
                    (byte[]) null,
                    DeadLetterHeaders.ofOneLeftInItsTopic(record, failure)));
        }
    }

    private void send(ProducerRecord<byte[], byte[]> letter) {
        kafka.send(letter).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
