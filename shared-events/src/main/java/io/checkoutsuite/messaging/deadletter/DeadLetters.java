package io.checkoutsuite.messaging.deadletter;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.checkoutsuite.messaging.BrokerRejections;
import io.checkoutsuite.messaging.BrokerUnavailableException;
import io.checkoutsuite.messaging.ConsumedTopics;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.MessagingSettings;
import io.checkoutsuite.messaging.ServiceName;
import io.checkoutsuite.messaging.deadletter.DeadLetter.Header;
import io.checkoutsuite.messaging.deadletter.DeadLetter.RecordPosition;
import io.checkoutsuite.mongo.DatabaseErrors;
import io.checkoutsuite.mongo.DocumentReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.KafkaHeaders;

/** The dead letters of this service, which operators can list, read and redrive. */
@Slf4j
@RequiredArgsConstructor
public final class DeadLetters {

    private static final String COLLECTION = "dead_letters";
    private static final String UNKNOWN = "unknown";
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_STACK = 64_000;
    /** How much is stored of a body that is too large. */
    private static final int BEGINNING = 16 * 1024;

    /** The overhead of a header in a document, besides its name and value; a record may have very many empty headers. */
    private static final int BYTES_PER_HEADER = 48;

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");

    private final MongoOperations mongo;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final TopicRecords topics;
    private final ConsumedTopics consumedTopics;
    private final MessagingSettings settings;
    private final DeadLetterSettings deadLetterSettings;
    private final Set<String> tenants;
    private final Clock clock;
    private final ServiceName service;

    void createIndexes() {
        mongo.indexOps(COLLECTION)
                .createIndex(new Index("state", Sort.Direction.ASC)
                        .on("tenant", Sort.Direction.ASC)
                        .on("_id", Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new Index("requestId", Sort.Direction.ASC));
    }

    /**
     * Stores a record of a dead-letter topic, whatever it contains. A record that is delivered twice is stored once.
     *
     * @throws RuntimeException if the database is unavailable; the record is then delivered again
     */
    void park(ConsumerRecord<byte[], byte[]> record) {
        try {
            store(toDeadLetter(record));
        } catch (RuntimeException failed) {
            if (DatabaseErrors.isUnavailable(failed)) {
                throw failed;
            }
            log.error("{} is stored without its contents", id(record), failed);
            store(withoutContents(record, failed));
        }
    }

    private void store(DeadLetter parked) {
        try {
            mongo.insert(parked, COLLECTION);
            log.error("Parked {} of {}: {}", parked.eventId(), parked.origin(), parked.reason());
        } catch (DuplicateKeyException knownAlready) {
            log.debug("{} is already parked", parked.id());
        }
    }

    private DeadLetter toDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        List<Header> origin = headers(DeadLetterHeaders.originalHeaders(headers));
        String originTopic = consumedTopics.originOf(record.topic());
        long headerBytes = origin.stream()
                .mapToLong(header -> BYTES_PER_HEADER
                        + 2L * header.name().length()
                        + (header.value() == null ? 0 : header.value().length))
                .sum();
        byte[] body = record.value();
        byte[] key = record.key();
        long maxBytes = deadLetterSettings.maxStoredSize().toBytes();
        boolean leftInTopic = headers.lastHeader(DeadLetterHeaders.LEFT_IN_TOPIC) != null;
        boolean truncated = (body == null ? 0 : body.length) + headerBytes + (key == null ? 0 : key.length) > maxBytes;
        return new DeadLetter(
                id(record),
                Objects.requireNonNullElse(field(headers, EventHeaders.TENANT), ""),
                originTopic,
                field(headers, EventHeaders.ID),
                field(headers, EventHeaders.TYPE),
                field(headers, EventHeaders.REQUEST_ID),
                StoredText.field(key),
                truncated ? null : key,
                StoredText.printable(
                        Objects.requireNonNullElse(field(headers, DeadLetterHeaders.REASON), UNKNOWN), LONGEST_REASON),
                stack(headers),
                headerBytes > maxBytes ? List.of() : origin,
                truncated && body != null ? Arrays.copyOf(body, Math.min(body.length, BEGINNING)) : body,
                body == null ? 0 : body.length,
                leftInTopic ? originalPosition(headers, originTopic) : truncated ? position(record) : null,
                redrives(headers),
                DeadLetter.State.PARKED,
                clock.instant());
    }

    /** A dead letter that refers to its record and contains nothing of it. */
    private DeadLetter withoutContents(ConsumerRecord<byte[], byte[]> record, Throwable why) {
        return new DeadLetter(
                id(record),
                "",
                consumedTopics.originOf(record.topic()),
                null,
                null,
                null,
                null,
                null,
                StoredText.printable(
                        "The record cannot be stored as it is: "
                                + why.getClass().getSimpleName(),
                        LONGEST_REASON),
                null,
                List.of(),
                null,
                record.value() == null ? 0 : record.value().length,
                position(record),
                0,
                DeadLetter.State.PARKED,
                clock.instant());
    }

    /** The timestamp distinguishes dead letters of a recreated topic from those of the old one, and puts them in order. */
    private static String id(ConsumerRecord<?, ?> record) {
        return "%s-%s-%s-%s".formatted(record.topic(), record.timestamp(), record.partition(), record.offset());
    }

    private static RecordPosition position(ConsumerRecord<?, ?> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    private static RecordPosition originalPosition(Headers headers, String origin) {
        return new RecordPosition(
                origin,
                (int) DeadLetterHeaders.number(headers, KafkaHeaders.DLT_ORIGINAL_PARTITION)
                        .orElse(0),
                DeadLetterHeaders.number(headers, KafkaHeaders.DLT_ORIGINAL_OFFSET)
                        .orElse(-1));
    }

    private static List<Header> headers(Headers headers) {
        List<Header> all = new ArrayList<>();
        headers.forEach(header -> all.add(new Header(header.key(), header.value())));
        return all;
    }

    private static @Nullable String field(Headers headers, String name) {
        return StoredText.field(DeadLetterHeaders.bytes(headers, name));
    }

    private static @Nullable String stack(Headers headers) {
        byte[] stack = DeadLetterHeaders.bytes(headers, KafkaHeaders.DLT_EXCEPTION_STACKTRACE);
        return stack == null
                ? null
                : StoredText.printable(StoredText.utf8(stack).orElseGet(() -> StoredText.base64(stack)), LONGEST_STACK);
    }

    /** The count that this service's own redrives wrote; any other header of this name counts as zero. */
    private int redrives(Headers headers) {
        boolean ours = service.value().equals(field(headers, EventHeaders.REPLAY_TARGET));
        String count = field(headers, EventHeaders.REDRIVES);
        return ours && count != null && COUNT.matcher(count).matches() ? Integer.parseInt(count) : 0;
    }

    /** Dead letters in this state that match the filter, oldest first, after the given id, at most this many. */
    public List<DeadLetter> list(
            String tenant, DeadLetter.State state, DeadLetterFilter filter, String after, int limit) {
        return page(filter.narrow(in(tenant, state)), after, limit);
    }

    /** Dead letters that were parked before this time and have not reached the redrive limit. */
    List<DeadLetter> redrivable(String tenant, DeadLetterFilter filter, Instant parkedBefore, String after, int limit) {
        return page(redrivable(tenant, filter, parkedBefore), after, limit);
    }

    long countRedrivable(String tenant, DeadLetterFilter filter, Instant parkedBefore) {
        return mongo.count(query(redrivable(tenant, filter, parkedBefore)), COLLECTION);
    }

    private Criteria redrivable(String tenant, DeadLetterFilter filter, Instant parkedBefore) {
        return filter.narrow(in(tenant, DeadLetter.State.PARKED))
                .and("redrives")
                .lt(settings.maxRedrives())
                .and("parkedAt")
                .lt(parkedBefore);
    }

    /** Parked dead letters that have reached the redrive limit. */
    List<DeadLetter> overRedriveLimit(String tenant, DeadLetterFilter filter, int limit) {
        return page(
                filter.narrow(in(tenant, DeadLetter.State.PARKED))
                        .and("redrives")
                        .gte(settings.maxRedrives()),
                "",
                limit);
    }

    private List<DeadLetter> page(Criteria criteria, String after, int limit) {
        Query page = query(criteria.and("_id").gt(after)).with(Sort.by("_id"));
        DocumentReader reader = new DocumentReader(mongo, COLLECTION);
        return reader.first(page, limit, reader.as(DeadLetter.class));
    }

    private Criteria in(String tenant, DeadLetter.State state) {
        return visibleTo(where("state").is(state), tenant);
    }

    /** Dead letters that name no existing tenant are visible only to the operators of the unassigned tenant. */
    private Criteria visibleTo(Criteria criteria, String tenant) {
        return tenant.equals(deadLetterSettings.unassignedTenant())
                ? criteria.and("tenant")
                        .nin(tenants.stream()
                                .filter(other -> !other.equals(tenant))
                                .toList())
                : criteria.and("tenant").is(tenant);
    }

    /** The number of parked dead letters of all tenants. */
    long countParked() {
        return mongo.count(query(where("state").is(DeadLetter.State.PARKED)), COLLECTION);
    }

    public Optional<DeadLetter> find(String tenant, String id) {
        return Optional.ofNullable(
                mongo.findOne(query(visibleTo(where("_id").is(id), tenant)), DeadLetter.class, COLLECTION));
    }

    /**
     * Sends a message back to the topic it came from, for this service alone. If the process dies before this is recorded, the message is sent
     * again later, which changes nothing.
     *
     * @throws RedriveRefusedException if the dead letter cannot be redriven
     * @throws BrokerUnavailableException if the broker did not acknowledge it
     */
    public DeadLetter redrive(DeadLetter letter) {
        requireRedrivable(letter);
        DeadLetter redriven = letter.redriven();
        send(redriven);
        mongo.updateFirst(
                query(where("_id").is(letter.id())),
                new Update().set("state", redriven.state()).set("redrives", redriven.redrives()),
                COLLECTION);
        log.info("Sent {} back to topic {}", letter.eventId(), letter.origin());
        return redriven;
    }

    private void requireRedrivable(DeadLetter letter) {
        if (letter.state() == DeadLetter.State.REDRIVEN) {
            throw new RedriveRefusedException("It has already been redriven");
        }
        if (letter.redrives() >= settings.maxRedrives()) {
            throw new RedriveRefusedException(redriveLimitMessage(letter));
        }
    }

    static String redriveLimitMessage(DeadLetter letter) {
        return "It came back " + letter.redrives() + " times: fix the cause before redriving it again";
    }

    private void send(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> again = record(letter);
        RecordHeaders plain = new RecordHeaders(again.headers().toArray());
        // Other services that listen to the topic must not apply it; they may have parked the message too.
        mark(again.headers(), EventHeaders.REDRIVES, Integer.toString(letter.redrives()));
        mark(again.headers(), EventHeaders.REPLAY_TARGET, service.value());
        try {
            send(again);
        } catch (RuntimeException sendFailure) {
            if (!BrokerRejections.isCausedByMessage(sendFailure)) {
                throw brokerUnavailable(letter, sendFailure);
            }
            // These headers may make the message too large; without them it has its original size. Other services
            // recognize it by its id.
            sendUnmarked(
                    letter, new ProducerRecord<>(again.topic(), (Integer) null, again.key(), again.value(), plain));
        }
    }

    private void sendUnmarked(DeadLetter letter, ProducerRecord<byte[], byte[]> again) {
        try {
            send(again);
        } catch (RuntimeException sendFailure) {
            if (BrokerRejections.isCausedByMessage(sendFailure)) {
                throw new RedriveRefusedException(
                        "The broker rejects it: " + BrokerRejections.describeRootCause(sendFailure));
            }
            throw brokerUnavailable(letter, sendFailure);
        }
    }

    private static BrokerUnavailableException brokerUnavailable(DeadLetter letter, RuntimeException sendFailure) {
        return new BrokerUnavailableException(
                "The broker did not acknowledge " + letter.id() + ": "
                        + BrokerRejections.describeRootCause(sendFailure),
                sendFailure);
    }

    private void send(ProducerRecord<byte[], byte[]> again) {
        kafka.send(again).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void mark(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The original record. */
    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        if (letter.fullRecord() != null) {
            ConsumerRecord<byte[], byte[]> original = topics.find(letter.fullRecord())
                    .orElseThrow(() -> new RedriveRefusedException("Its record is no longer in the topic"));
            return new ProducerRecord<>(
                    letter.origin(),
                    null,
                    original.key(),
                    original.value(),
                    DeadLetterHeaders.originalHeaders(original.headers()));
        }
        RecordHeaders headers = new RecordHeaders();
        letter.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new ProducerRecord<>(letter.origin(), (Integer) null, letter.keyBytes(), letter.body(), headers);
    }
}
