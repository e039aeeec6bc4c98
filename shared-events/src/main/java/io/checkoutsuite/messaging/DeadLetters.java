package io.checkoutsuite.messaging;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/** What this service's listeners could not apply: listed, readable, and sent again on an operator's word. */
@Slf4j
@RequiredArgsConstructor
public final class DeadLetters {

    private static final String COLLECTION = "dead_letters";
    private static final String UNKNOWN = "unknown";

    private final MongoOperations mongo;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final MessagingSettings settings;
    private final Clock clock;
    private final ServiceWord service;

    void createIndexes() {
        mongo.indexOps(COLLECTION)
                .createIndex(new Index("state", Sort.Direction.ASC)
                        .on("tenant", Sort.Direction.ASC)
                        .on("_id", Sort.Direction.ASC));
        mongo.indexOps(COLLECTION).createIndex(new Index("requestId", Sort.Direction.ASC));
    }

    /** Keeps a message of a dead-letter topic; the same record twice is kept once. */
    void park(Message<byte[]> message) {
        MessageHeaders headers = message.getHeaders();
        Map<String, String> texts = DeadLetterHeaders.texts(headers);
        DeadLetter parked = new DeadLetter(
                // The time keeps letters of a topic that was made anew apart from those of the old one, and puts them
                // in order.
                "%s-%s-%s-%s"
                        .formatted(
                                headers.get(KafkaHeaders.RECEIVED_TOPIC),
                                headers.get(KafkaHeaders.RECEIVED_TIMESTAMP),
                                headers.get(KafkaHeaders.RECEIVED_PARTITION),
                                headers.get(KafkaHeaders.OFFSET)),
                texts.getOrDefault(EventHeaders.TENANT, "default"),
                texts.getOrDefault(KafkaHeaders.DLT_ORIGINAL_TOPIC, UNKNOWN),
                texts.get(EventHeaders.ID),
                texts.get(EventHeaders.TYPE),
                texts.get(EventHeaders.REQUEST_ID),
                EventHeaders.text(headers, KafkaHeaders.RECEIVED_KEY),
                texts.getOrDefault(DeadLetterHeaders.REASON, UNKNOWN),
                texts.get(KafkaHeaders.DLT_EXCEPTION_STACKTRACE),
                DeadLetterHeaders.ofTheOrigin(texts),
                message.getPayload(),
                Integer.parseInt(texts.getOrDefault(EventHeaders.REDRIVES, "0")),
                DeadLetter.State.PARKED,
                clock.instant());
        try {
            mongo.insert(parked, COLLECTION);
            log.error("Parked {} of {}: {}", parked.eventId(), parked.origin(), parked.reason());
        } catch (DuplicateKeyException knownAlready) {
            log.debug("{} is parked already", parked.id());
        }
    }

    /** Those in a state that the filter lets through, at most this many; oldest first, after the given id. */
    public List<DeadLetter> list(
            String tenant, DeadLetter.State state, DeadLetterFilter filter, String after, int limit) {
        return page(filter.narrow(in(tenant, state)), after, limit);
    }

    /** Parked before then, and not yet sent again too often. */
    List<DeadLetter> sendable(String tenant, DeadLetterFilter filter, Instant parkedBefore, String after, int limit) {
        return page(sendable(tenant, filter, parkedBefore), after, limit);
    }

    long countSendable(String tenant, DeadLetterFilter filter, Instant parkedBefore) {
        return mongo.count(query(sendable(tenant, filter, parkedBefore)), COLLECTION);
    }

    private Criteria sendable(String tenant, DeadLetterFilter filter, Instant parkedBefore) {
        return filter.narrow(in(tenant, DeadLetter.State.PARKED))
                .and("redrives")
                .lt(settings.maxRedrives())
                .and("parkedAt")
                .lt(parkedBefore);
    }

    /** Parked, and not sent again any more. */
    List<DeadLetter> looping(String tenant, DeadLetterFilter filter, int limit) {
        return page(
                filter.narrow(in(tenant, DeadLetter.State.PARKED))
                        .and("redrives")
                        .gte(settings.maxRedrives()),
                "",
                limit);
    }

    private List<DeadLetter> page(Criteria criteria, String after, int limit) {
        Query page = query(criteria.and("_id").gt(after)).with(Sort.by("_id")).limit(limit);
        return mongo.find(page, DeadLetter.class, COLLECTION);
    }

    private static Criteria in(String tenant, DeadLetter.State state) {
        return where("state").is(state).and("tenant").is(tenant);
    }

    /** How many wait for an operator, of all tenants. */
    long countParked() {
        return mongo.count(query(where("state").is(DeadLetter.State.PARKED)), COLLECTION);
    }

    public Optional<DeadLetter> find(String tenant, String id) {
        return Optional.ofNullable(
                mongo.findOne(query(where("_id").is(id).and("tenant").is(tenant)), DeadLetter.class, COLLECTION));
    }

    /**
     * Sends a message back to the topic it came from, for this service alone. Whoever dies before this is written down sends it once more
     * later, which changes nothing.
     *
     * @throws RedriveRefusedException if that would be in vain
     * @throws BrokerAwayException if the broker did not take it
     */
    public DeadLetter redrive(DeadLetter letter) {
        refuseInVain(letter);
        DeadLetter redriven = letter.redriven();
        send(redriven);
        mongo.updateFirst(
                query(where("_id").is(letter.id())),
                new Update().set("state", redriven.state()).set("redrives", redriven.redrives()),
                COLLECTION);
        log.info("Sent {} of {} again", letter.eventId(), letter.origin());
        return redriven;
    }

    private void refuseInVain(DeadLetter letter) {
        if (letter.state() == DeadLetter.State.REDRIVEN) {
            throw new RedriveRefusedException("It was sent again already");
        }
        if (letter.redrives() >= settings.maxRedrives()) {
            throw new RedriveRefusedException(cameBack(letter));
        }
        if (letter.origin().equals(UNKNOWN)) {
            throw new RedriveRefusedException("It does not say which topic it came from");
        }
    }

    static String cameBack(DeadLetter letter) {
        return "It came back " + letter.redrives() + " times: what it fails on must be mended first";
    }

    private void send(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(
                letter.origin(),
                letter.key() == null ? null : letter.key().getBytes(StandardCharsets.UTF_8),
                letter.body());
        Map<String, String> headers = new TreeMap<>(letter.headers());
        headers.put(EventHeaders.REDRIVES, Integer.toString(letter.redrives()));
        // The other services that listen to the topic did not ask for it, and may have parked it as well.
        headers.put(EventHeaders.REPLAY_TARGET, service.value());
        headers.forEach((name, value) -> again.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            kafka.send(again).orTimeout(10, TimeUnit.SECONDS).join();
        } catch (RuntimeException notTaken) {
            String said = Refusal.saidBy(notTaken);
            if (Refusal.isOfTheMessage(notTaken)) {
                throw new RedriveRefusedException("The broker refuses it: " + said);
            }
            throw new BrokerAwayException("The broker did not take " + letter.id() + ": " + said, notTaken);
        }
    }
}
