package io.checkoutsuite.messaging.inbox;

import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.ALREADY_APPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.APPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.REAPPLIED;
import static io.checkoutsuite.messaging.inbox.IdempotentMessageConsumptionService.Outcome.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.events.CheckoutCompletion;
import io.checkoutsuite.messaging.InboxEntry;
import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.MessagingFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.support.MessageBuilder;

class IdempotentMessageConsumptionServiceTests {

    private static MessagingFixture fixture;
    private static IdempotentMessageConsumptionService service;

    private final String eventId = "checkoutCompletion:" + UUID.randomUUID();
    private final AtomicInteger applied = new AtomicInteger();

    @BeforeAll
    static void connect() {
        fixture = new MessagingFixture();
        service = fixture.consumption(new Inbox(fixture.mongo, List.of()));
    }

    @AfterAll
    static void disconnect() {
        fixture.close();
    }

    @Test
    void an_event_delivered_three_times_is_applied_once() {
        List<IdempotentMessageConsumptionService.Outcome> outcomes = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            outcomes.add(consume("Listener"));
        }

        assertThat(outcomes).containsExactly(APPLIED, ALREADY_APPLIED, ALREADY_APPLIED);
        assertThat(applied).hasValue(1);
    }

    @Test
    void each_listener_applies_the_event_for_itself() {
        consume("OneListener");
        consume("OtherListener");

        assertThat(applied).hasValue(2);
    }

    @Test
    void an_event_is_known_however_long_ago_it_was() {
        consume("Listener");
        fixture.clock.advance(Duration.ofDays(4000));

        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
    }

    @Test
    void a_failure_leaves_the_event_to_the_next_delivery() {
        assertThatThrownBy(() -> service.consumeMessage(MessagingFixture.message(eventId), "Listener", message -> {
                    throw new IllegalStateException("not today");
                }))
                .hasMessage("not today");

        assertThat(consume("Listener")).isEqualTo(APPLIED);
    }

    @Test
    void what_a_dead_process_left_half_done_is_taken_over_after_its_lease_and_not_before() {
        leaveHalfDone();

        assertThatThrownBy(() -> consume("Listener")).isInstanceOf(ConsumptionInProgressException.class);
        fixture.clock.advance(Duration.ofSeconds(61));

        assertThat(consume("Listener")).isEqualTo(APPLIED);
        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
    }

    @Test
    void parallel_deliveries_apply_it_once_and_reject_the_others() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(
                    () -> service.consumeMessage(MessagingFixture.message(eventId), "Listener", message -> {
                        begun.countDown();
                        await(goOn);
                        applied.incrementAndGet();
                    }));
            await(begun);

            assertThatThrownBy(() -> consume("Listener")).isInstanceOf(ConsumptionInProgressException.class);
            goOn.countDown();
            first.get();
        }

        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
        assertThat(applied).hasValue(1);
    }

    @Test
    void a_slow_worker_that_was_taken_over_neither_marks_nor_releases_the_other_ones_record() {
        service.consumeMessage(MessagingFixture.message(eventId), "Listener", slow -> {
            fixture.clock.advance(Duration.ofSeconds(61));
            leaveHalfDone();
        });

        assertThat(inboxRecord().state()).isEqualTo(InboxRecord.State.RUNNING);
        assertThatThrownBy(() -> consume("Listener")).isInstanceOf(ConsumptionInProgressException.class);
    }

    @Test
    void a_slow_worker_that_fails_after_its_take_over_does_not_have_the_event_applied_again() {
        assertThatThrownBy(() -> service.consumeMessage(MessagingFixture.message(eventId), "Listener", slow -> {
                    fixture.clock.advance(Duration.ofSeconds(61));
                    assertThat(consume("Listener")).isEqualTo(APPLIED);
                    throw new IllegalStateException("too late");
                }))
                .hasMessage("too late");

        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
        assertThat(applied).hasValue(1);
    }

    @Test
    void of_many_who_want_to_take_over_one_gets_it() throws Exception {
        leaveHalfDone();
        fixture.clock.advance(Duration.ofSeconds(61));
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger rejected = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> {
                    try {
                        service.consumeMessage(MessagingFixture.message(eventId), "Listener", message -> {
                            applied.incrementAndGet();
                            await(goOn);
                        });
                    } catch (ConsumptionInProgressException busy) {
                        rejected.incrementAndGet();
                    }
                });
            }
            Awaitility.await().untilAtomic(rejected, Matchers.is(7));
            goOn.countDown();
        }

        assertThat(applied).hasValue(1);
    }

    @Test
    void a_replay_applies_an_event_once_more_and_only_once_per_replay() {
        consume("Listener");

        assertThat(consumeReplay("replay-1", null)).isEqualTo(REAPPLIED);
        assertThat(consumeReplay("replay-1", null)).isEqualTo(ALREADY_APPLIED);
        assertThat(consume("Listener")).isEqualTo(ALREADY_APPLIED);
        assertThat(consumeReplay("replay-2", null)).isEqualTo(REAPPLIED);
        assertThat(applied).hasValue(3);
        assertThat(inboxRecord().replayId()).isEqualTo("replay-2");
        assertThat(inboxRecord().state()).isEqualTo(InboxRecord.State.APPLIED);
    }

    @Test
    void a_replay_of_what_was_never_received_applies_it_and_counts_as_that_replay() {
        assertThat(consumeReplay("replay-1", "order")).isEqualTo(APPLIED);
        assertThat(consumeReplay("replay-1", "order")).isEqualTo(ALREADY_APPLIED);

        assertThat(applied).hasValue(1);
    }

    @Test
    void a_replay_that_fails_is_tried_again_and_leaves_the_record_of_the_first_time_alone() {
        consume("Listener");

        assertThatThrownBy(() ->
                        service.consumeMessage(MessagingFixture.replay(eventId, "replay-1", null), "Listener", m -> {
                            throw new IllegalStateException("not today");
                        }))
                .hasMessage("not today");

        assertThat(inboxRecord().state()).isEqualTo(InboxRecord.State.APPLIED);
        assertThat(consumeReplay("replay-1", null)).isEqualTo(REAPPLIED);
    }

    @Test
    void a_replay_that_takes_over_what_was_left_half_done_counts_as_that_replay() {
        leaveHalfDone();
        fixture.clock.advance(Duration.ofSeconds(61));

        assertThat(consumeReplay("replay-1", null)).isEqualTo(APPLIED);
        assertThat(consumeReplay("replay-1", null)).isEqualTo(ALREADY_APPLIED);
    }

    @Test
    void a_replay_for_another_service_is_skipped_unread_and_not_recorded() {
        assertThat(consumeReplay("replay-1", "inventory")).isEqualTo(SKIPPED);
        assertThat(service.consumeEvent(
                        MessagingFixture.replay(eventId, "replay-1", "inventory"),
                        "Listener",
                        CheckoutCompletion.class,
                        completion -> applied.incrementAndGet()))
                .isEqualTo(SKIPPED);

        assertThat(applied).hasValue(0);
        assertThat(new Inbox(fixture.mongo, List.of()).find("default/" + eventId + "/Listener"))
                .isEmpty();
    }

    @Test
    void a_record_that_cannot_be_read_hides_no_other_of_its_attempt() {
        consume("SpoiltListener");
        consume("Listener");
        fixture.mongo
                .getCollection("inbox")
                .updateOne(
                        new Document("_id", "default/" + eventId + "/SpoiltListener"),
                        new Document("$set", new Document("state", "HALF_APPLIED")));

        Inbox inbox = new Inbox(fixture.mongo, List.of());
        inbox.createIndexes();
        assertThat(inbox.applied("default", "r-1"))
                .filteredOn(entry -> entry.eventId().equals(eventId))
                .extracting(InboxEntry::listener)
                .containsExactly("Listener");
    }

    @Test
    void a_message_that_names_no_event_is_malformed() {
        assertThatThrownBy(() -> service.consumeMessage(
                        MessageBuilder.withPayload(new byte[0]).build(), "Listener", message -> {}))
                .isInstanceOf(MalformedEventException.class);
    }

    private InboxRecord inboxRecord() {
        return new Inbox(fixture.mongo, List.of())
                .find("default/" + eventId + "/Listener")
                .orElseThrow();
    }

    private IdempotentMessageConsumptionService.Outcome consumeReplay(String replayId, String target) {
        return service.consumeMessage(
                MessagingFixture.replay(eventId, replayId, target), "Listener", message -> applied.incrementAndGet());
    }

    private void leaveHalfDone() {
        assertThatThrownBy(() -> service.consumeMessage(MessagingFixture.message(eventId), "Listener", message -> {
                    throw new ProcessDied();
                }))
                .isInstanceOf(ProcessDied.class);
    }

    private IdempotentMessageConsumptionService.Outcome consume(String listener) {
        return service.consumeMessage(
                MessagingFixture.message(eventId), listener, message -> applied.incrementAndGet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Like a killed process: no exception handler runs. */
    private static final class ProcessDied extends Error {}
}
