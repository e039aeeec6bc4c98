package io.checkoutsuite.messaging;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
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

    private final MongoOperations mongo;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final MessagingSettings settings;
    private final Clock clock;

    void createIndexes() {
        mongo.indexOps(COLLECTION).createIndex(new Index("state", Sort.Direction.ASC));
    }

    /** Keeps a message of a dead-letter topic; the same record twice is kept once. */
    void park(Message<byte[]> message) {
        MessageHeaders headers = message.getHeaders();
        Map<String, String> texts = DeadLetterHeaders.texts(headers);
        DeadLetter parked = new DeadLetter(
                "%s-%s-%s"
                        .formatted(
                                headers.get(KafkaHeaders.RECEIVED_TOPIC),
                                headers.get(KafkaHeaders.RECEIVED_PARTITION),
                                headers.get(KafkaHeaders.OFFSET)),
                texts.getOrDefault(EventHeaders.TENANT, "default"),
                texts.getOrDefault(KafkaHeaders.DLT_ORIGINAL_TOPIC, "unknown"),
                texts.get(EventHeaders.ID),
                texts.get(EventHeaders.TYPE),
                texts.get(EventHeaders.REQUEST_ID),
                EventHeaders.text(headers, KafkaHeaders.RECEIVED_KEY),
                texts.getOrDefault(DeadLetterHeaders.REASON, "unknown"),
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

    /** What waits for an operator, at most this many; ids in order, after the given one where there is one. */
    public List<DeadLetter> parked(String tenant, String after, int limit) {
        Query parked = query(where("state")
                        .is(DeadLetter.State.PARKED)
                        .and("tenant")
                        .is(tenant)
                        .and("_id")
                        .gt(after))
                .with(Sort.by("_id"))
                .limit(limit);
        return mongo.find(parked, DeadLetter.class, COLLECTION);
    }

    public Optional<DeadLetter> find(String tenant, String id) {
        return Optional.ofNullable(
                mongo.findOne(query(where("_id").is(id).and("tenant").is(tenant)), DeadLetter.class, COLLECTION));
    }

    /**
     * Sends a message back to the topic it came from. Every other listener of that topic knows the event already and passes over it.
     *
     * @throws TooManyRedrivesException if it has come back too often: its cause must be mended first
     */
    public DeadLetter redrive(DeadLetter letter) {
        if (letter.redrives() >= settings.maxRedrives()) {
            throw new TooManyRedrivesException(letter);
        }
        DeadLetter redriven = letter.redriven();
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(
                letter.origin(),
                letter.key() == null ? null : letter.key().getBytes(StandardCharsets.UTF_8),
                letter.body());
        letter.headers().forEach((name, value) -> again.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        again.headers()
                .remove(EventHeaders.REDRIVES)
                .add(
                        EventHeaders.REDRIVES,
                        Integer.toString(redriven.redrives()).getBytes(StandardCharsets.UTF_8));
        try {
            kafka.send(again).orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException notTaken) {
            throw new IllegalStateException("The broker did not take " + letter.id(), notTaken);
        }
        mongo.updateFirst(
                query(where("_id").is(letter.id())),
                new Update().set("state", redriven.state()).set("redrives", redriven.redrives()),
                COLLECTION);
        return redriven;
    }
}
