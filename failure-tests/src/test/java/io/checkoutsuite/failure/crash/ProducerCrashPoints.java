package io.checkoutsuite.failure.crash;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Crash points before an event is sent, and after the broker has acknowledged it but before its sender knows. */
public final class ProducerCrashPoints implements ProducerInterceptor<Object, Object> {

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> event) {
        CrashPoints.before("publish " + event.topic());
        return event;
    }

    @Override
    public void onAcknowledgement(RecordMetadata event, Exception failure) {
        if (failure == null) {
            CrashPoints.after("publish " + event.topic());
        }
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
}
