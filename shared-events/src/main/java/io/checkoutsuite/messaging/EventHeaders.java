package io.checkoutsuite.messaging;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageHeaders;

/** The CloudEvents attributes of an event, as Kafka headers (binary content mode); all values are text. */
public final class EventHeaders {

    /** The media type of the body; the one attribute without the prefix. */
    public static final String CONTENT_TYPE = "content-type";

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String SUBJECT = "ce_subject";
    /** Extension: the checkout attempt. */
    public static final String REQUEST_ID = "ce_requestid";
    /** Extension: the tenant. */
    public static final String TENANT = "ce_tenant";
    /** How often operators have redriven this message. */
    public static final String REDRIVES = "x-redrives";

    /** The replay that republished this message; absent on messages that are published for the first time. */
    public static final String REPLAY_ID = "x-replay-id";
    /** The only service that the message is for, for instance {@code order}; absent if it is for all. */
    public static final String REPLAY_TARGET = "x-replay-target";

    /** The format of the names of event types and services, including those of later versions. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");

    private EventHeaders() {}

    /** The header's text, whether it arrived as text or as raw bytes; null if absent. */
    public static @Nullable String text(MessageHeaders headers, String name) {
        return switch (headers.get(name)) {
            case null -> null;
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case Object other -> other.toString();
        };
    }

    /**
     * The name of an event type or a service; null if absent.
     *
     * @throws MalformedEventException if it is not a valid name: unknown names are skipped, malformed ones are not
     */
    static @Nullable public String name(MessageHeaders headers, String name) {
        String value = text(headers, name);
        if (value != null && !NAME.matcher(value).matches()) {
            throw new MalformedEventException("The header " + name + " is not a name");
        }
        return value;
    }

    public static String required(MessageHeaders headers, String name) {
        String value = text(headers, name);
        if (value == null || value.isBlank()) {
            throw new MalformedEventException("The message has no header " + name);
        }
        return value;
    }
}
