package io.checkoutsuite.messaging;

import static java.util.stream.Collectors.joining;

import io.checkoutsuite.events.EventType;
import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.text.BoundedJson;
import io.checkoutsuite.text.RequiredFields;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts events to messages and back: CloudEvents attributes in the headers, JSON in the body, the cart id as key.
 *
 * <p>It has its own mapper, so that no setting of a service's web layer can change the contract. Unknown fields are skipped.
 */
public final class EventCodec {

    /** Far longer than any text of an event; longer texts are refused because processing them may take long. */
    private static final int LONGEST_TEXT = 32 * 1024;

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // The order of an immutable map differs from one JVM to the next; the body of an event must not.
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(BoundedJson.values())
            .addModule(BoundedJson.texts(LONGEST_TEXT))
            .build();

    private final String source;

    /** @param source the CloudEvents source, for instance {@code /cart-service} */
    public EventCodec(String source) {
        this.source = source;
    }

    /** The outbox entry that an aggregate stores to have this event published. Equal events have equal bodies, in every JVM. */
    public OutboxEntry entry(SuiteEvent event) {
        return new OutboxEntry(
                event.eventId(),
                event.type().wireName(),
                event.cartId(),
                event.contextInfo().tenant(),
                event.requestId(),
                event.occurredAt(),
                json.writeValueAsString(event));
    }

    public Message<byte[]> message(OutboxEntry entry) {
        return MessageBuilder.withPayload(entry.body().getBytes(StandardCharsets.UTF_8))
                .setHeader(KafkaHeaders.KEY, entry.key().getBytes(StandardCharsets.UTF_8))
                .setHeader(EventHeaders.CONTENT_TYPE, "application/json")
                .setHeader(EventHeaders.ID, entry.eventId())
                .setHeader(EventHeaders.TYPE, entry.type())
                .setHeader(EventHeaders.SOURCE, source)
                .setHeader(EventHeaders.SPEC_VERSION, "1.0")
                .setHeader(EventHeaders.TIME, entry.at().toString())
                .setHeader(EventHeaders.SUBJECT, entry.key())
                .setHeader(EventHeaders.REQUEST_ID, entry.requestId())
                .setHeader(EventHeaders.TENANT, entry.tenant())
                .build();
    }

    /**
     * The event in a message; empty if this version does not know its type, which is not an error.
     *
     * @throws MalformedEventException if the type is known and the body does not match it, or if the type is not a valid name
     */
    public Optional<SuiteEvent> read(Message<byte[]> message) {
        EventHeaders.required(message.getHeaders(), EventHeaders.TYPE);
        return Optional.ofNullable(EventHeaders.name(message.getHeaders(), EventHeaders.TYPE))
                .flatMap(EventType::named)
                .map(type -> read(type, message.getPayload()));
    }

    /** @throws MalformedEventException if the body does not match its type */
    public SuiteEvent read(EventType type, byte[] body) {
        try {
            SuiteEvent event = json.readValue(body, type.body());
            if (event == null) {
                throw new MalformedEventException(type.wireName() + " without a body");
            }
            RequiredFields.firstMissing(event).ifPresent(missing -> {
                throw new MalformedEventException(type.wireName() + " without " + missing);
            });
            return event;
        } catch (JacksonException unreadable) {
            // The cause is left out: in logs and dead letters it would quote the value, which may be anything.
            throw new MalformedEventException("Unreadable " + type.wireName() + path(unreadable));
        } catch (NullPointerException missing) {
            throw new MalformedEventException("Unreadable " + type.wireName() + ": a value is missing", missing);
        }
    }

    private static String path(JacksonException unreadable) {
        return unreadable.getPath().isEmpty()
                ? ""
                : unreadable.getPath().stream()
                        .map(step -> String.valueOf(
                                step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()))
                        .collect(joining("/", " at /", ""));
    }
}
