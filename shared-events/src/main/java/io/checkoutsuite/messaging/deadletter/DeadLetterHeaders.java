package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.messaging.EventHeaders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.MessagingException;

/** The headers of a dead letter: those of the original record, and those that describe the failure. */
final class DeadLetterHeaders {

    /** The failure that the listener reported, without the exceptions of the layers around it. */
    static final String REASON = "x-reason";

    /** Marks a dead letter without a body: its record was too large to be copied and is still in its original topic. */
    static final String LEFT_IN_TOPIC = "x-left-in-topic";

    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_STACK = 64_000;

    private static final Set<String> OURS = Set.of(
            REASON,
            LEFT_IN_TOPIC,
            KafkaHeaders.DLT_ORIGINAL_TOPIC,
            KafkaHeaders.DLT_ORIGINAL_PARTITION,
            KafkaHeaders.DLT_ORIGINAL_OFFSET,
            KafkaHeaders.DLT_EXCEPTION_STACKTRACE);

    private DeadLetterHeaders() {}

    /** The headers of a record that is being parked. */
    static RecordHeaders of(ConsumerRecord<?, ?> record, Throwable failure) {
        RecordHeaders headers = originalHeaders(record.headers());
        headers.add(
                REASON, StoredText.printable(describe(failure), LONGEST_REASON).getBytes(StandardCharsets.UTF_8));
        headers.add(KafkaHeaders.DLT_EXCEPTION_STACKTRACE, stack(failure).getBytes(StandardCharsets.UTF_8));
        headers.add(KafkaHeaders.DLT_ORIGINAL_TOPIC, record.topic().getBytes(StandardCharsets.UTF_8));
        headers.add(
                KafkaHeaders.DLT_ORIGINAL_PARTITION,
                ByteBuffer.allocate(Integer.BYTES).putInt(record.partition()).array());
        headers.add(
                KafkaHeaders.DLT_ORIGINAL_OFFSET,
                ByteBuffer.allocate(Long.BYTES).putLong(record.offset()).array());
        return headers;
    }

    /** The headers of a dead letter that only refers to its record; they are few and short, whatever the record's headers are. */
    static RecordHeaders ofLeftInTopic(ConsumerRecord<?, ?> record, Throwable failure) {
        RecordHeaders few = of(record, failure);
        Set<String> known = Set.of(EventHeaders.ID, EventHeaders.TYPE, EventHeaders.TENANT, EventHeaders.REQUEST_ID);
        RecordHeaders headers = new RecordHeaders();
        few.forEach(header -> {
            if (OURS.contains(header.key()) || known.contains(header.key()) && length(header) <= LONGEST_REASON) {
                headers.add(header);
            }
        });
        headers.add(LEFT_IN_TOPIC, "true".getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    private static int length(Header header) {
        return header.value() == null ? 0 : header.value().length;
    }

    private static String stack(Throwable failure) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        return StoredText.printable(stack.toString(), LONGEST_STACK);
    }

    static String describe(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "unknown";
            case KafkaException layer when layer.getCause() != null -> describe(layer.getCause());
            case MessagingException layer when layer.getCause() != null -> describe(layer.getCause());
            case Throwable cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage();
        };
    }

    /** The original headers, without those that describe the failure. */
    static RecordHeaders originalHeaders(Headers headers) {
        RecordHeaders origin = new RecordHeaders();
        headers.forEach(header -> {
            if (!OURS.contains(header.key())) {
                origin.add(header);
            }
        });
        return origin;
    }

    static byte @Nullable [] bytes(Headers headers, String name) {
        Header last = headers.lastHeader(name);
        return last == null ? null : last.value();
    }

    /** A number that Spring's recoverer or ours wrote; empty if the header is missing or not a number. */
    static OptionalLong number(Headers headers, String name) {
        byte[] bytes = bytes(headers, name);
        if (bytes == null) {
            return OptionalLong.empty();
        }
        return switch (bytes.length) {
            case Integer.BYTES -> OptionalLong.of(ByteBuffer.wrap(bytes).getInt());
            case Long.BYTES -> OptionalLong.of(ByteBuffer.wrap(bytes).getLong());
            default -> OptionalLong.empty();
        };
    }
}
