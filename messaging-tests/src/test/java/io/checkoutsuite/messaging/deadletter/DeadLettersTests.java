package io.checkoutsuite.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.events.ContradictingEventException;
import io.checkoutsuite.messaging.ConsumedTopics;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.KafkaConnection;
import io.checkoutsuite.messaging.MessagingFixture;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.RunningService;
import io.checkoutsuite.messaging.ServiceName;
import io.checkoutsuite.messaging.deadletter.DeadLetter.State;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService;
import io.checkoutsuite.messaging.outbox.ReplayPublisher;
import io.checkoutsuite.mongo.DatabaseClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Real records and a real listener that cannot apply them until the cause is fixed. */
class DeadLettersTests {

    private static final int QUICKLY = 1_000;
    private static final AtomicLong OFFSETS = new AtomicLong(1_000_000);

    private static RunningService service;
    private static DeadLetters deadLetters;
    private static Redrives redrives;

    private final String request = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = RunningService.named("order-service");
        deadLetters = service.bean(DeadLetters.class);
        redrives = service.bean(Redrives.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void breakTheListener() {
        service.mongo().remove(new org.springframework.data.mongodb.core.query.Query(), "dead_letters");
        service.processor = rollback -> {
            throw new Contradicted("Not while " + rollback.activity() + " is broken");
        };
    }

    /** A failure that no retry can change. */
    private static final class Contradicted extends ContradictingEventException {

        Contradicted(String message) {
            super(message);
        }
    }

    private static void repairListener() {
        service.processor = rollback -> {};
    }

    @Test
    void a_message_that_fails_five_times_is_parked_with_everything_an_operator_needs() {
        AtomicInteger tries = new AtomicInteger();
        service.processor = rollback -> {
            tries.incrementAndGet();
            throw new IllegalStateException("Not today");
        };

        service.publish(RunningService.rollback(request));

        DeadLetter letter = parked(request);
        assertThat(tries).hasValue(5);
        assertThat(letter.reason()).isEqualTo("IllegalStateException: Not today");
        assertThat(letter.stack()).contains("java.lang.IllegalStateException: Not today", "\tat ");
        assertThat(letter.origin()).isEqualTo("checkoutRollback");
        assertThat(letter.key()).isEqualTo("cart-of-" + request);
        assertThat(letter.eventId()).isEqualTo("checkoutRollback:" + request);
        assertThat(letter.headerTexts())
                .containsEntry(EventHeaders.TYPE, "checkoutRollback")
                .containsEntry(EventHeaders.TENANT, "default")
                .containsEntry(EventHeaders.SOURCE, "/order-service");
        assertThat(new String(letter.body(), StandardCharsets.UTF_8))
                .isEqualTo(service.entry(RunningService.rollback(request)).body());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.gauge("suite.dead.letters.parked") == deadLetters.countParked());
    }

    @Test
    void an_event_that_contradicts_what_was_applied_is_parked_at_the_first_attempt() {
        AtomicInteger tries = new AtomicInteger();
        service.processor = rollback -> {
            tries.incrementAndGet();
            throw new Contradicted("It was sold before");
        };

        service.publish(RunningService.rollback(request));

        assertThat(parked(request).reason()).isEqualTo("Contradicted: It was sold before");
        assertThat(tries).hasValue(1);
    }

    @Test
    void a_letter_that_is_redriven_after_its_cause_was_repaired_is_applied() {
        service.publish(RunningService.rollback(request));
        DeadLetter letter = parked(request);
        repairListener();

        DeadLetter redriven = deadLetters.redrive(letter);

        awaitApplied(request);
        assertThat(redriven.state()).isEqualTo(State.REDRIVEN);
        assertThat(list(DeadLetterFilter.all())).isEmpty();
        assertThat(deadLetters.list("default", State.REDRIVEN, DeadLetterFilter.all(), "", 10))
                .extracting(DeadLetter::requestId)
                .containsExactly(request);
        assertThatThrownBy(() -> deadLetters.redrive(redriven))
                .isInstanceOf(RedriveRefusedException.class)
                .hasMessage("It has already been redriven");
    }

    @Test
    void it_goes_back_to_the_service_that_parked_it_and_no_other_applies_or_parks_it_again() {
        try (RunningService other = RunningService.named("inventory-service")) {
            other.processor = rollback -> {
                if (rollback.requestId().equals(request)) {
                    throw new Contradicted("Not here either");
                }
            };
            service.publish(RunningService.rollback(request));
            DeadLetter letter = parked(request);
            await("parked by the other service too")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> lettersOf(other) == 1);
            repairListener();

            deadLetters.redrive(letter);

            awaitApplied(request);
            await().until(() -> other.outcomes.contains(IdempotentMessageConsumptionService.Outcome.SKIPPED));
            assertThat(lettersOf(other)).isEqualTo(1);
        }
    }

    @Test
    void a_replay_that_was_parked_is_still_that_replay_when_it_is_sent_again() {
        repairListener();
        service.publish(RunningService.rollback(request));
        awaitApplied(request);
        breakTheListener();
        service.bean(ReplayPublisher.class)
                .publish(service.entry(RunningService.rollback(request)), "replay-7", "order");
        DeadLetter letter = parked(request);
        repairListener();

        deadLetters.redrive(letter);

        await().until(() -> applications(request) == 2);
    }

    @Test
    void a_group_is_chosen_by_what_its_letters_have_in_common() {
        List<String> group = requests(3);
        group.forEach(id -> service.publish(RunningService.rollback(id)));
        RunningService.send("checkoutRollback", "k", Map.of(), "{}");
        awaitParked(4);
        repairListener();

        DeadLetterFilter broken = new DeadLetterFilter("checkoutRollback", "checkoutRollback", null, "is broken");
        RedriveReport report = redrives.matching("default", broken, 100, QUICKLY);

        assertThat(report).isEqualTo(new RedriveReport(3, List.of(), 0, null));
        group.forEach(DeadLettersTests::awaitApplied);
        assertThat(list(DeadLetterFilter.all()))
                .extracting(DeadLetter::reason)
                .containsExactly("MalformedEventException: The message has no header ce_type");
    }

    @Test
    void filters_are_texts_and_not_patterns() {
        service.publish(RunningService.rollback(request));
        awaitParked(1);

        assertThat(list(new DeadLetterFilter(null, null, request, null))).hasSize(1);
        assertThat(list(new DeadLetterFilter(null, null, "other", null))).isEmpty();
        assertThat(list(new DeadLetterFilter(null, "orderHeld", null, null))).isEmpty();
        assertThat(list(new DeadLetterFilter("orderHeld", null, null, null))).isEmpty();
        assertThat(list(new DeadLetterFilter(null, null, null, "authorizePayments is")))
                .hasSize(1);
        assertThat(list(new DeadLetterFilter(null, null, null, "auth.*is"))).isEmpty();
        assertThat(deadLetters.list("other-tenant", State.PARKED, DeadLetterFilter.all(), "", 10))
                .isEmpty();
    }

    @Test
    void a_letter_of_nobodys_tenant_is_seen_by_the_operators_of_the_unassigned_tenant_alone() {
        RunningService.send("checkoutRollback", "k", Map.of(EventHeaders.TENANT, "no such tenant"), "{}");
        awaitParked(1);

        DeadLetter letter = list(DeadLetterFilter.all()).getFirst();

        assertThat(letter.tenant()).isEqualTo("no such tenant");
        assertThat(deadLetters.find("default", letter.id())).isPresent();
        assertThat(deadLetters.find("other-tenant", letter.id())).isEmpty();
    }

    @Test
    void all_are_sent_in_calls_of_a_limited_size() {
        List<String> group = requests(5);
        group.forEach(id -> service.publish(RunningService.rollback(id)));
        awaitParked(5);
        repairListener();

        RedriveReport first = redrives.matching("default", DeadLetterFilter.all(), 3, QUICKLY);
        RedriveReport second = redrives.matching("default", DeadLetterFilter.all(), 3, QUICKLY);

        assertThat(first).isEqualTo(new RedriveReport(3, List.of(), 2, null));
        assertThat(second).isEqualTo(new RedriveReport(2, List.of(), 0, null));
        group.forEach(DeadLettersTests::awaitApplied);
    }

    @Test
    void letters_are_sent_no_faster_than_asked_and_the_oldest_first() {
        repairListener();
        List<DeadLetter> letters =
                IntStream.range(0, 5).mapToObj(i -> letter(0)).toList();
        long begun = System.nanoTime();

        RedriveReport report = redrives.matching("default", DeadLetterFilter.all(), 4, 10);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(290));
        assertThat(report.redriven()).isEqualTo(4);
        assertThat(list(DeadLetterFilter.all()))
                .extracting(DeadLetter::id)
                .containsExactly(letters.getLast().id());
        letters.subList(0, 4).forEach(letter -> awaitApplied(letter.requestId()));
    }

    @Test
    void a_letter_that_keeps_coming_back_is_refused_in_the_end_and_blocks_no_other() {
        DeadLetter last = letter(3);
        for (int redrives = 4; redrives <= 5; redrives++) {
            deadLetters.redrive(last);
            last = parked(last.requestId());
            assertThat(last.redrives()).isEqualTo(redrives);
        }
        repairListener();
        DeadLetter looping = last;
        DeadLetter other = letter(0);

        assertThatThrownBy(() -> deadLetters.redrive(looping))
                .isInstanceOf(RedriveRefusedException.class)
                .hasMessageContaining("It came back 5 times");
        RedriveReport report = redrives.matching("default", DeadLetterFilter.all(), 1, QUICKLY);

        assertThat(report.redriven()).isEqualTo(1);
        assertThat(report.remaining()).isZero();
        assertThat(report.refused())
                .containsExactly(
                        new RedriveReport.RefusedRedrive(looping.id(), DeadLetters.redriveLimitMessage(looping)));
        assertThat(parked(looping.requestId()).id()).isEqualTo(looping.id());
        awaitApplied(other.requestId());
    }

    @Test
    void unreadable_letters_neither_displace_others_in_a_list_nor_prevent_their_redrive() {
        repairListener();
        List<DeadLetter> spoilt = IntStream.range(0, 3).mapToObj(i -> letter(0)).toList();
        spoilt.forEach(letter -> service.mongo()
                .getCollection("dead_letters")
                .updateOne(new Document("_id", letter.id()), new Document("$set", new Document("headers", "none"))));
        DeadLetter other = letter(0);

        assertThat(deadLetters.list("default", State.PARKED, DeadLetterFilter.all(), "", 1))
                .extracting(DeadLetter::id)
                .containsExactly(other.id());
        RedriveReport report = redrives.matching("default", DeadLetterFilter.all(), 100, QUICKLY);

        assertThat(report.redriven()).isEqualTo(1);
        assertThat(report.remaining()).isEqualTo(3);
        awaitApplied(other.requestId());
    }

    @Test
    void letters_named_by_id_are_sent_or_refused_each_for_itself() {
        repairListener();
        DeadLetter good = letter(0);
        DeadLetter looping = letter(5);
        DeadLetter sent = deadLetters.redrive(letter(0));

        RedriveReport report =
                redrives.ofIds("default", List.of("nobody", looping.id(), sent.id(), good.id(), "beyond"), 1, QUICKLY);

        assertThat(report.redriven()).isEqualTo(1);
        assertThat(report.refused())
                .extracting(RedriveReport.RefusedRedrive::id)
                .containsExactly("nobody", looping.id(), sent.id());
        assertThat(report.remaining()).isEqualTo(1);
        awaitApplied(good.requestId());
        awaitApplied(sent.requestId());
    }

    @Test
    void sending_ends_at_the_first_error_of_the_broker_and_nothing_is_lost() {
        IntStream.range(0, 3).forEach(i -> letter(0));
        try (UnreachableBroker unreachable = new UnreachableBroker()) {
            DeadLetters cutOff = deadLettersOn(service.mongo(), unreachable.kafka);

            RedriveReport report = new Redrives(cutOff, service.bean(DatabaseClock.class))
                    .matching("default", DeadLetterFilter.all(), 100, QUICKLY);

            assertThat(report.redriven()).isZero();
            assertThat(report.remaining()).isEqualTo(3);
            assertThat(report.stopped()).contains("The broker did not acknowledge", "TimeoutException");
            assertThat(unreachable.sends).hasValue(1);
        }
    }

    @Test
    void a_record_that_the_broker_cannot_accept_now_is_not_abandoned() {
        try (UnreachableBroker unreachable = new UnreachableBroker()) {
            assertThatThrownBy(() -> new DeadLetterRecoverer(unreachable.kafka, "order-service")
                            .accept(deadLetter(request, 0, 0, 7), new IllegalStateException("Not today")))
                    .hasStackTraceContaining("TimeoutException");
            assertThat(unreachable.sends)
                    .as("the record is not treated as one that is too large")
                    .hasValue(1);
        }
    }

    @Test
    void a_record_that_the_database_fails_to_store_once_is_not_stored_without_its_contents() {
        AtomicInteger tries = new AtomicInteger();
        MongoTemplate failingOnce =
                new MongoTemplate(
                        service.mongo().getMongoDatabaseFactory(),
                        service.mongo().getConverter()) {
                    @Override
                    public <T> T insert(T letter, String collection) {
                        if (tries.incrementAndGet() == 1) {
                            throw new DataAccessResourceFailureException("The connection was reset");
                        }
                        return super.insert(letter, collection);
                    }
                };
        try (UnreachableBroker unreachable = new UnreachableBroker()) {
            DeadLetters parking = deadLettersOn(failingOnce, unreachable.kafka);
            ConsumerRecord<byte[], byte[]> sent = deadLetter(request, 0, 1_800_000_000_000L, 7);

            assertThatThrownBy(() -> parking.park(sent)).isInstanceOf(DataAccessResourceFailureException.class);
            assertThat(list(DeadLetterFilter.all())).isEmpty();
            parking.park(sent);

            assertThat(parked(request).body()).isEqualTo(sent.value());
        }
    }

    private static DeadLetters deadLettersOn(MongoTemplate mongo, KafkaTemplate<byte[], byte[]> kafka) {
        return new DeadLetters(
                mongo,
                kafka,
                new TopicRecords(service.bean(KafkaConnection.class)),
                service.bean(ConsumedTopics.class),
                MessagingFixture.settings(),
                service.bean(DeadLetterSettings.class),
                Set.of("default"),
                service.bean(DatabaseClock.class),
                new ServiceName("order"));
    }

    @Test
    void a_record_that_is_delivered_twice_is_parked_once_but_one_of_a_topic_made_anew_is_another() {
        deadLetters.park(deadLetter(request, 0, 1_800_000_000_000L, 7));
        deadLetters.park(deadLetter(request, 0, 1_800_000_000_000L, 7));
        assertThat(list(DeadLetterFilter.all())).hasSize(1);

        deadLetters.park(deadLetter("another", 0, 1_900_000_000_000L, 7));
        assertThat(list(DeadLetterFilter.all()))
                .extracting(DeadLetter::requestId)
                .containsExactly(request, "another");
    }

    private static DeadLetter letter(int cameBack) {
        String requestId = UUID.randomUUID().toString();
        deadLetters.park(deadLetter(requestId, cameBack, System.currentTimeMillis(), OFFSETS.incrementAndGet()));
        return parked(requestId);
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String requestId, int cameBack, long time, long offset) {
        OutboxEntry entry = service.entry(RunningService.rollback(requestId));
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        EventHeaders.ID, entry.eventId(),
                        EventHeaders.TYPE, entry.type(),
                        EventHeaders.TENANT, entry.tenant(),
                        EventHeaders.REQUEST_ID, entry.requestId(),
                        EventHeaders.REPLAY_TARGET, "order",
                        EventHeaders.REDRIVES, Integer.toString(cameBack))
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                "checkoutRollback.order-service.dlq",
                0,
                offset,
                time,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                ("cart-of-" + requestId).getBytes(StandardCharsets.UTF_8),
                entry.body().getBytes(StandardCharsets.UTF_8),
                headers,
                Optional.empty());
    }

    private int lettersOf(RunningService other) {
        return other.bean(DeadLetters.class)
                .list("default", State.PARKED, new DeadLetterFilter(null, null, request, null), "", 10)
                .size();
    }

    private static List<String> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
    }

    private static List<DeadLetter> list(DeadLetterFilter filter) {
        return deadLetters.list("default", State.PARKED, filter, "", 500);
    }

    private static DeadLetter parked(String requestId) {
        return await("parked " + requestId)
                .atMost(Duration.ofSeconds(30))
                .until(() -> list(new DeadLetterFilter(null, null, requestId, null)), found -> found.size() == 1)
                .getFirst();
    }

    private static void awaitParked(int count) {
        await(count + " parked")
                .atMost(Duration.ofSeconds(60))
                .until(() -> list(DeadLetterFilter.all()).size() == count);
    }

    private static long applications(String requestId) {
        return List.copyOf(service.applied).stream()
                .filter(rollback -> rollback.requestId().equals(requestId))
                .count();
    }

    private static void awaitApplied(String requestId) {
        await("applied " + requestId).atMost(Duration.ofSeconds(30)).until(() -> applications(requestId) == 1);
    }

    /** The address of a broker at which nothing listens. */
    private static final class UnreachableBroker implements AutoCloseable {
        final AtomicInteger sends = new AtomicInteger();
        private final DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + io.checkoutsuite.infra.FreePorts.next(),
                "max.block.ms",
                500,
                "key.serializer",
                "org.apache.kafka.common.serialization.ByteArraySerializer",
                "value.serializer",
                "org.apache.kafka.common.serialization.ByteArraySerializer"));
        final KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(producers) {
            @Override
            public java.util.concurrent.CompletableFuture<org.springframework.kafka.support.SendResult<byte[], byte[]>>
                    send(ProducerRecord<byte[], byte[]> message) {
                sends.incrementAndGet();
                return super.send(message);
            }
        };

        @Override
        public void close() {
            producers.destroy();
        }
    }
}
