package io.checkoutsuite.operations.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.operations.history.EventFilter;
import io.checkoutsuite.operations.history.OutcomeEvent;
import io.checkoutsuite.operations.participant.Participant;
import io.checkoutsuite.operations.participant.Participants;
import io.checkoutsuite.operations.participant.ProcessingState;
import io.checkoutsuite.operations.store.MongoStores;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import io.checkoutsuite.web.participants.AppliedEvents.AppliedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Replays of a fake history, with the real store and real leases: what is published, when a run stops, and who continues it. */
class ReplayRunnerTests {

    private static MongoClient client;
    private static MongoTemplate mongo;

    private final String tenant = "t-" + UUID.randomUUID();
    private final Replays replays = MongoStores.replaysIn(mongo);
    private final FakeCheckouts checkouts = new FakeCheckouts();
    private final FakeBroker broker = new FakeBroker(checkouts);
    private final FakeParticipants participants = new FakeParticipants();
    private final DatabaseClock clock = new DatabaseClock(mongo);
    private final ReplayService service = new ReplayService(replays, checkouts, participants, clock);
    private final List<ReplayRunner> nodes = new ArrayList<>();

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("operations")));
        mongo = new MongoTemplate(client, TestServers.newDatabase("operations"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @AfterEach
    void stop() {
        nodes.forEach(ReplayRunner::close);
    }

    /** Participants that have applied whatever was published, unless another preview is set. */
    private final class FakeParticipants implements Participants {

        private volatile EventPreview preview = EventPreview.nothing("there");

        @Override
        public Map<Participant, List<EventPreview>> preview(
                String of, Set<Participant> asked, List<OutcomeEvent> events) {
            Map<Participant, List<EventPreview>> previews = new EnumMap<>(Participant.class);
            asked.forEach(participant -> previews.put(
                    participant, events.stream().map(event -> preview).toList()));
            return previews;
        }

        @Override
        public Map<Participant, ProcessingState> processingState(String of, String requestId, Set<Participant> asked) {
            Map<Participant, ProcessingState> states = new EnumMap<>(Participant.class);
            asked.forEach(participant -> states.put(
                    participant,
                    new ProcessingState.Reported(
                            broker.sent.stream()
                                    .map(each -> each.split("\\|"))
                                    .map(each -> applied(each[0], each[1]))
                                    .toList(),
                            List.of())));
            return states;
        }

        @Override
        public List<HeldResource> heldResources(
                Participant of, String tenant, @Nullable TimeRange created, String after, int limit) {
            throw new UnsupportedOperationException();
        }
    }

    private static AppliedEvent applied(String eventId, String replayId) {
        EventType type = EventType.named(eventId.split(":")[0]).orElseThrow();
        return new AppliedEvent(eventId, type.wireName(), type.listenerName(), Instant.EPOCH, replayId);
    }

    private ReplayRunner node(Duration retryTimeout) {
        ReplayRunner node = new ReplayRunner(
                replays,
                new BatchReader(checkouts),
                new BatchVerification(participants),
                broker,
                new Leases(mongo, clock),
                new ReplaySettings(Duration.ofSeconds(2), Duration.ofMillis(600), retryTimeout),
                clock);
        nodes.add(node);
        return node;
    }

    private ReplaySpec spec(int perSecond) {
        EventFilter all = new EventFilter(null, null, null, null, null, EventType.CHECKOUT_ROLLBACK, null);
        return new ReplaySpec(tenant, "olga", all, Participant.ORDER, perSecond, null, "a drill");
    }

    private Replay begin(int perSecond) {
        return service.begin(spec(perSecond));
    }

    private void makeUnreadable(Replay replay) {
        mongo.getCollection("replays")
                .updateOne(new Document("_id", replay.id()), new Document("$set", new Document("progress.stage", "X")));
    }

    private Replay now(Replay replay) {
        return replays.find(tenant, replay.id()).orElseThrow();
    }

    private String stoppedBecause(Replay replay) {
        return ((Replay.Stopped) now(replay)).because();
    }

    private void untilIs(Replay replay, Replay.State state) {
        await().until(() -> now(replay).state() == state);
    }

    private void untilCompletedBy(ReplayRunner node, Replay replay) {
        await().until(() -> {
            node.runReplays();
            return now(replay).state() == Replay.State.COMPLETED;
        });
    }

    @Test
    void all_are_published_once_for_the_target_and_counted() {
        checkouts.rolledBack(15);
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.COMPLETED);
        assertThat(broker.sent).hasSize(15).doesNotHaveDuplicates().allMatch(each -> each.endsWith("|order"));
        assertThat(now(replay).description().matched()).isEqualTo(15);
        assertThat(now(replay).published()).isEqualTo(15);
        assertThat(now(replay).progress().results()).isEqualTo(Map.of(Participant.ORDER, new PreviewCounts(15, 0, 0)));
        assertThat(now(replay).audit().entries())
                .extracting(AuditLog.ReplayAuditEntry::what)
                .containsExactly("started", "completed");
    }

    @Test
    void one_that_changes_nothing_stops_it_after_the_first_and_it_can_be_resumed() {
        checkouts.rolledBack(5);
        participants.preview = EventPreview.change("would be made");
        Replay replay = begin(1000);
        ReplayRunner node = node(Duration.ofSeconds(5));

        node.runReplays();
        untilIs(replay, Replay.State.STOPPED);

        assertThat(broker.sent).hasSize(1);
        assertThat(stoppedBecause(replay)).contains("not applied by order", "would be made");
        participants.preview = EventPreview.nothing("there");
        service.resume(tenant, replay.id(), "otto");
        untilCompletedBy(node, replay);
        assertThat(broker.sent.stream().distinct()).hasSize(5);
        assertThat(now(replay).published()).isEqualTo(5);
    }

    @Test
    void a_conflict_stops_it_before_anything_is_published() {
        checkouts.rolledBack(3);
        participants.preview = EventPreview.conflict("another order");
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(broker.sent).isEmpty();
        assertThat(stoppedBecause(replay)).contains("a conflict in order", "another order");
    }

    @Test
    void a_long_reason_is_cut_to_its_beginning() {
        checkouts.rolledBack(1);
        participants.preview = EventPreview.conflict("too little of many-a-sku, ".repeat(10_000));
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(stoppedBecause(replay)).hasSize(1_000).contains("a conflict in order", "too little");
        assertThat(now(replay).audit().last().what()).hasSizeLessThan(1_100);
    }

    @Test
    void an_attempt_that_makes_no_event_stops_it_and_a_dry_run_lists_it() {
        checkouts.rolledBack(3);
        checkouts.putWithoutEvent(FakeCheckouts.requestId(1));

        ReplayDryRun dryRun = service.dryRun(spec(1000));

        assertThat(dryRun.matched()).isEqualTo(3);
        assertThat(dryRun.withoutEvent()).isEqualTo(1);
        assertThat(dryRun.attemptsWithoutEvent())
                .singleElement()
                .satisfies(withoutEvent -> assertThat(withoutEvent.reason()).contains("was decided without a failure"));
        assertThat(dryRun.services()).isEqualTo(Map.of(Participant.ORDER, new PreviewCounts(2, 0, 0)));

        Replay replay = begin(1000);
        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(stoppedBecause(replay))
                .contains("no event can be created for "
                        + dryRun.attemptsWithoutEvent().getFirst().requestId());
        assertThat(broker.sent).hasSizeLessThan(3);
    }

    @Test
    void replays_that_cannot_be_read_hide_no_others() {
        checkouts.rolledBack(1);
        List<Replay> broken = IntStream.range(0, 25).mapToObj(i -> begin(1000)).toList();
        broken.forEach(this::makeUnreadable);
        Replay replay = begin(1000);
        try {
            assertThat(service.page(tenant, "", 10)).extracting(Replay::id).containsExactly(replay.id());

            node(Duration.ofSeconds(5)).runReplays();

            untilIs(replay, Replay.State.COMPLETED);
        } finally {
            mongo.getCollection("replays").deleteMany(new Document("progress.stage", "X"));
        }
    }

    @Test
    void what_a_service_cannot_read_stops_it_before_anything_is_published() {
        checkouts.rolledBack(3);
        participants.preview = EventPreview.unreadable("it cannot be read");
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(broker.sent).isEmpty();
        assertThat(stoppedBecause(replay)).contains("order", "it cannot be read");
    }

    @Test
    void another_node_goes_on_where_one_died() {
        checkouts.rolledBack(12);
        broker.capacity = 4;
        Replay replay = begin(1000);
        ReplayRunner first = node(Duration.ofMinutes(5));
        ReplayRunner second = node(Duration.ofSeconds(5));
        first.runReplays();
        await().until(() -> broker.sent.size() == 4 && now(replay).published() == 4);
        second.runReplays();

        first.close();
        broker.capacity = Integer.MAX_VALUE;

        untilCompletedBy(second, replay);
        assertThat(broker.sent).hasSize(12).doesNotHaveDuplicates();
        assertThat(now(replay).published()).isEqualTo(12);
    }

    @Test
    void a_broker_that_stays_unavailable_stops_it_and_a_cancelled_one_sends_no_more() {
        checkouts.rolledBack(3);
        broker.capacity = 0;
        Replay stopped = begin(1000);
        ReplayRunner node = node(Duration.ofMillis(300));
        node.runReplays();
        untilIs(stopped, Replay.State.STOPPED);
        assertThat(stoppedBecause(stopped)).contains("The broker did not acknowledge");
        service.cancel(tenant, stopped.id(), "otto");
        service.cancel(tenant, stopped.id(), "otto");
        broker.capacity = Integer.MAX_VALUE;

        node.runReplays();

        assertThat(service.resume(tenant, stopped.id(), "otto").orElseThrow().state())
                .isEqualTo(Replay.State.CANCELLED);
        assertThat(now(stopped).audit().last().by()).isEqualTo("otto");
        assertThat(broker.sent).isEmpty();
    }

    @Test
    void it_keeps_to_its_rate() {
        checkouts.rolledBack(6);
        Replay replay = begin(5);
        long began = System.nanoTime();

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.COMPLETED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void a_cart_service_that_comes_back_in_time_does_not_stop_it() {
        checkouts.rolledBack(3);
        Replay replay = begin(1000);
        checkouts.unavailable = true;
        ReplayRunner node = node(Duration.ofSeconds(30));
        node.runReplays();
        await().during(Duration.ofMillis(600)).until(() -> now(replay) instanceof Replay.BetweenBatches);

        checkouts.unavailable = false;

        untilIs(replay, Replay.State.COMPLETED);
        assertThat(broker.sent).hasSize(3);
    }

    @Test
    void a_cart_service_that_stays_away_stops_it_and_it_can_be_resumed() {
        checkouts.rolledBack(3);
        Replay replay = begin(1000);
        checkouts.unavailable = true;
        ReplayRunner node = node(Duration.ofMillis(300));
        node.runReplays();
        untilIs(replay, Replay.State.STOPPED);
        assertThat(stoppedBecause(replay)).contains("cart does not answer");
        checkouts.unavailable = false;

        service.resume(tenant, replay.id(), "otto");

        untilCompletedBy(node, replay);
        assertThat(broker.sent).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void an_event_that_changes_between_its_preview_and_its_publication_is_not_published() {
        checkouts.rolledBack(12);
        broker.capacity = 4;
        Replay replay = begin(1000);
        node(Duration.ofSeconds(30)).runReplays();
        await().until(() -> now(replay).published() == 4);

        checkouts.put(FakeCheckouts.requestId(4), "another digest");
        broker.capacity = Integer.MAX_VALUE;

        untilIs(replay, Replay.State.STOPPED);
        assertThat(stoppedBecause(replay)).contains(FakeCheckouts.requestId(4), "CHANGED");
        assertThat(broker.sent).hasSize(4);
    }

    @Test
    void a_batch_that_changed_before_another_node_continues_it_stops_the_replay() {
        checkouts.rolledBack(12);
        broker.capacity = 4;
        Replay replay = begin(1000);
        ReplayRunner first = node(Duration.ofMinutes(5));
        first.runReplays();
        await().until(() -> now(replay).published() == 4);
        first.close();
        checkouts.remove(FakeCheckouts.requestId(6));
        broker.capacity = Integer.MAX_VALUE;
        ReplayRunner second = node(Duration.ofSeconds(5));

        await().until(() -> {
            second.runReplays();
            return now(replay).state() == Replay.State.STOPPED;
        });

        assertThat(stoppedBecause(replay)).isEqualTo("the batch changed since its preview");
        assertThat(broker.sent).hasSize(4);
        service.resume(tenant, replay.id(), "otto");
        untilCompletedBy(second, replay);
        assertThat(broker.sent.stream().distinct()).hasSize(11);
    }

    @Test
    void a_batch_of_large_events_is_what_one_page_contains() {
        checkouts.rolledBack(12);
        checkouts.largestPage = 4;
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.COMPLETED);
        assertThat(broker.sent).hasSize(12).doesNotHaveDuplicates();
        assertThat(now(replay).progress().checkedCount()).isEqualTo(12);
    }

    @Test
    void a_limit_ends_it_early() {
        checkouts.rolledBack(20);
        ReplaySpec all = spec(1000);
        Replay replay = service.begin(new ReplaySpec(
                all.tenant(), all.askedBy(), all.filter(), all.target(), all.perSecond(), 13L, all.reason()));

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.COMPLETED);
        assertThat(broker.sent).hasSize(13);
        assertThat(now(replay).description().matched()).isEqualTo(13);
    }
}
