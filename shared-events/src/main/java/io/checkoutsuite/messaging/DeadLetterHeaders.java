package io.checkoutsuite.messaging;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.messaging.MessageHeaders;

/** Which headers of a dead letter belonged to the message before it died. */
final class DeadLetterHeaders {

    private DeadLetterHeaders() {}

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

    static Map<String, String> ofTheOrigin(Map<String, String> texts) {
        Map<String, String> origin = new TreeMap<>(texts);
        origin.keySet().removeIf(name -> !name.startsWith("ce_") && !name.equals(EventHeaders.REDRIVES));
        return origin;
    }
}
