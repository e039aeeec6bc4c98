package io.checkoutsuite.messaging;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.messaging.MessageHeaders;

/**
 * Writes the headers of events as the Kafka protocol binding of CloudEvents requires: each is plain UTF-8 text, without quotes or Spring's own
 * headers, so that a client of any language can read them.
 */
final class EventHeaderMapper implements KafkaHeaderMapper {

    private final SimpleKafkaHeaderMapper texts;

    EventHeaderMapper() {
        texts = new SimpleKafkaHeaderMapper("ce_*", "x-*", EventHeaders.CONTENT_TYPE);
        texts.setMapAllStringsOut(true);
    }

    @Override
    public void fromHeaders(MessageHeaders headers, Headers target) {
        texts.fromHeaders(headers, target);
    }

    @Override
    public void toHeaders(Headers source, Map<String, Object> headers) {
        texts.toHeaders(source, headers);
        // Spring would convert the body according to this header; EventCodec alone reads bodies, and reads them as
        // JSON.
        headers.remove(MessageHeaders.CONTENT_TYPE);
    }
}
