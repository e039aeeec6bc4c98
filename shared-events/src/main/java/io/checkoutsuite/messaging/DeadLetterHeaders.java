package io.checkoutsuite.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.MessagingException;

/** The headers of a dead letter: those of the message before it died, and why it did. */
final class DeadLetterHeaders {

    /** What the listener said, without what the layers around it added. */
    static final String REASON = "x-reason";

    private DeadLetterHeaders() {}

    static Headers reason(Throwable failure) {
        return new RecordHeaders().add(REASON, saidBy(failure).getBytes(StandardCharsets.UTF_8));
    }

    static String saidBy(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "unknown";
            case KafkaException layer when layer.getCause() != null -> saidBy(layer.getCause());
            case MessagingException layer when layer.getCause() != null -> saidBy(layer.getCause());
            case Throwable said -> said.getClass().getSimpleName() + ": " + said.getMessage();
        };
    }

    /** All headers that are text, or bytes that hold text. */
    static Map<String, String> texts(MessageHeaders headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (value instanceof String || value instanceof byte[]) {
                texts.put(name, String.valueOf(EventHeaders.text(headers, name)));
            }
        });
        return texts;
    }

    private static final Set<String> OURS =
            Set.of(EventHeaders.REDRIVES, EventHeaders.REPLAY_ID, EventHeaders.REPLAY_TARGET);

    static Map<String, String> ofTheOrigin(Map<String, String> texts) {
        Map<String, String> origin = new TreeMap<>(texts);
        origin.keySet().removeIf(name -> !name.startsWith("ce_") && !OURS.contains(name));
        return origin;
    }
}
