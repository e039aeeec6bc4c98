package io.checkoutsuite.messaging.inbox;

import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.ALREADY_APPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.APPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.REAPPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.events.InventoryShort;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.MessagingFixture;
import io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Unwrapped;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** Events whose effect is the insertion of a document, which may record them. */
class RepeatableEventTests {

    private static MessagingFixture fixture;
    private static Inbox inbox;
    private static IdempotentMessageConsumptionService service;

    private final EventCodec codec = new EventCodec("/test");
    private final InventoryShort event = new InventoryShort(
            "r-" + UUID.randomUUID(), "c-1", "100", List.of(), ContextInfo.of("default"), Instant.EPOCH);

    private record Thing(
            @Id String id,
            String tenant,
            String requestId,
            @Unwrapped.Empty InboxDocument inbox) {}

    @BeforeAll
    static void connect() {
        fixture = new MessagingFixture();
        inbox = new Inbox(fixture.mongo, List.of("things"));
        inbox.createIndexes();
        service = fixture.consumption(inbox);
    }

    @AfterAll
    static void disconnect() {
        fixture.close();
    }

    @Test
    void an_event_that_its_effect_has_recorded_needs_no_record_of_its_own() {
        assertThat(consume(this::insertWithEntry)).isEqualTo(APPLIED);
        assertThat(consume(this::insertWithEntry)).isEqualTo(ALREADY_APPLIED);

        assertThat(things()).isEqualTo(1);
        assertThat(inboxRecords()).isZero();
        assertThat(inbox.applied("default", event.requestId()))
                .containsExactly(
                        new InboxEntry(event.eventId(), "inventoryShort", "Listener", fixture.clock.instant(), null));
        assertThat(inbox.applied("other", event.requestId())).isEmpty();
    }

    @Test
    void an_event_that_its_effect_has_not_recorded_has_one_record_of_its_own() {
        assertThat(consume(this::insertWithoutEntry)).isEqualTo(APPLIED);
        assertThat(consume(this::insertWithoutEntry)).isEqualTo(ALREADY_APPLIED);

        assertThat(things()).isEqualTo(1);
        assertThat(inboxRecords()).isEqualTo(1);
        assertThat(inbox.applied("default", event.requestId()))
                .containsExactly(
                        new InboxEntry(event.eventId(), "inventoryShort", "Listener", fixture.clock.instant(), null));
    }

    @Test
    void an_effect_that_another_call_had_before_is_recorded_all_the_same() {
        insertWithoutEntry(event, entry());

        assertThat(consume(this::insertWithEntry)).isEqualTo(APPLIED);
        assertThat(inboxRecords()).isEqualTo(1);
    }

    @Test
    void each_listener_applies_the_event_for_itself() {
        assertThat(consume(this::insertWithEntry)).isEqualTo(APPLIED);
        assertThat(service.consumeRepeatableEvent(
                        message(), "OtherListener", InventoryShort.class, this::insertWithEntry))
                .isEqualTo(APPLIED);

        assertThat(inbox.applied("default", event.requestId()))
                .extracting(InboxEntry::listener)
                .containsExactlyInAnyOrder("Listener", "OtherListener");
    }

    @Test
    void a_process_that_dies_between_effect_and_record_blocks_nobody() {
        assertThatThrownBy(() -> consume((applied, entry) -> {
                    insertWithoutEntry(applied, entry);
                    throw new ProcessDied();
                }))
                .isInstanceOf(ProcessDied.class);

        assertThat(consume(this::insertWithoutEntry)).isEqualTo(APPLIED);
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void a_failed_effect_is_not_recorded() {
        assertThatThrownBy(() -> consume((applied, entry) -> {
                    throw new IllegalStateException("not today");
                }))
                .hasMessage("not today");

        assertThat(inbox.applied("default", event.requestId())).isEmpty();
    }

    @Test
    void of_many_deliveries_at_once_one_counts_as_the_first() throws Exception {
        for (EventEffect<InventoryShort> effect :
                List.<EventEffect<InventoryShort>>of(this::insertWithEntry, this::insertWithoutEntry)) {
            fixture.mongo.remove(new org.springframework.data.mongodb.core.query.Query(), "things");
            fixture.mongo.remove(new org.springframework.data.mongodb.core.query.Query(), "inbox");
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Outcome> outcomes = threads
                        .invokeAll(Stream.<Callable<Outcome>>generate(() -> () -> consume(effect))
                                .limit(8)
                                .toList())
                        .stream()
                        .map(Future::resultNow)
                        .toList();

                assertThat(outcomes).filteredOn(APPLIED::equals).hasSize(1);
                assertThat(outcomes).filteredOn(ALREADY_APPLIED::equals).hasSize(7);
            }
        }
    }

    @Test
    void a_replay_applies_the_event_again_once_and_keeps_the_time_of_the_first() {
        consume(this::insertWithEntry);
        Instant first = fixture.clock.instant();
        fixture.clock.advance(Duration.ofDays(1));

        assertThat(consume(replay("replay-1"))).isEqualTo(REAPPLIED);
        assertThat(consume(replay("replay-1"))).isEqualTo(ALREADY_APPLIED);
        assertThat(consume(replay("replay-2"))).isEqualTo(REAPPLIED);
        assertThat(consume(this::insertWithEntry)).isEqualTo(ALREADY_APPLIED);

        assertThat(things()).isEqualTo(1);
        assertThat(inbox.applied("default", event.requestId()))
                .containsExactly(new InboxEntry(event.eventId(), "inventoryShort", "Listener", first, "replay-2"));
    }

    @Test
    void a_replay_restores_a_document_that_was_lost_with_its_record() {
        consume(this::insertWithEntry);
        fixture.mongo.getCollection("things").deleteMany(new Document("requestId", event.requestId()));

        assertThat(consume(replay("replay-1"))).isEqualTo(APPLIED);
        assertThat(consume(replay("replay-1"))).isEqualTo(ALREADY_APPLIED);
        assertThat(consume(this::insertWithEntry)).isEqualTo(ALREADY_APPLIED);

        assertThat(things()).isEqualTo(1);
        assertThat(inbox.applied("default", event.requestId()))
                .extracting(InboxEntry::replayId)
                .containsExactly("replay-1");
    }

    @Test
    void another_type_and_a_replay_for_another_service_are_skipped() {
        assertThat(service.consumeRepeatableEvent(
                        message(), "Listener", CheckoutRollback.class, (rollback, entry) -> true))
                .isEqualTo(SKIPPED);
        Message<byte[]> forAnother = MessageBuilder.fromMessage(replay("replay-1"))
                .setHeader(EventHeaders.REPLAY_TARGET, "inventory")
                .build();
        assertThat(consume(forAnother)).isEqualTo(SKIPPED);

        assertThat(things()).isZero();
        assertThat(inbox.applied("default", event.requestId())).isEmpty();
    }

    @Test
    void a_message_without_a_tenant_has_no_effect() {
        Message<byte[]> withoutTenant = MessageBuilder.fromMessage(message())
                .removeHeader(EventHeaders.TENANT)
                .build();

        assertThatThrownBy(() -> consume(withoutTenant)).isInstanceOf(MalformedEventException.class);
        assertThat(things()).isZero();
    }

    @Test
    void a_document_whose_record_cannot_be_read_hides_no_other() {
        consume(this::insertWithEntry);
        fixture.mongo
                .getCollection("things")
                .insertOne(new Document("_id", "spoilt/" + event.requestId())
                        .append("tenant", "default")
                        .append("requestId", event.requestId())
                        .append("inbox", List.of(new Document("eventId", "e"))));

        assertThat(inbox.applied("default", event.requestId()))
                .extracting(InboxEntry::eventId)
                .containsExactly(event.eventId());
    }

    private boolean insertWithEntry(InventoryShort applied, InboxEntry entry) {
        return insert(entry.listener(), InboxDocument.of(entry));
    }

    private boolean insertWithoutEntry(InventoryShort applied, InboxEntry entry) {
        insert(entry.listener(), new InboxDocument(null));
        return false;
    }

    private boolean insert(String listener, InboxDocument recorded) {
        try {
            fixture.mongo.insert(
                    new Thing(listener + "/" + event.requestId(), "default", event.requestId(), recorded), "things");
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    private InboxEntry entry() {
        return new InboxEntry(event.eventId(), "inventoryShort", "Listener", fixture.clock.instant(), null);
    }

    private Message<byte[]> message() {
        return codec.message(codec.entry(event));
    }

    private Message<byte[]> replay(String replayId) {
        return MessageBuilder.fromMessage(message())
                .setHeader(EventHeaders.REPLAY_ID, replayId)
                .build();
    }

    private Outcome consume(EventEffect<InventoryShort> effect) {
        return service.consumeRepeatableEvent(message(), "Listener", InventoryShort.class, effect);
    }

    private Outcome consume(Message<byte[]> message) {
        return service.consumeRepeatableEvent(message, "Listener", InventoryShort.class, this::insertWithEntry);
    }

    private long things() {
        return fixture.mongo.getCollection("things").countDocuments(new Document("requestId", event.requestId()));
    }

    private long inboxRecords() {
        return fixture.mongo.getCollection("inbox").countDocuments(new Document("requestId", event.requestId()));
    }

    /** Like a killed process: no exception handler runs. */
    private static final class ProcessDied extends Error {}
}
