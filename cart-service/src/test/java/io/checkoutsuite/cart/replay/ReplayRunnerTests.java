package io.checkoutsuite.cart.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.cart.checkout.OutcomeEvents;
import io.checkoutsuite.cart.store.MongoStores;
import io.checkoutsuite.events.EventType;
import io.checkoutsuite.infra.IndexedQueries;
import io.checkoutsuite.infra.TestServers;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Runs replays against a real document store; the broker and the other services are fakes. */
class ReplayRunnerTests {

    private static MongoClient client;
    private static MongoTemplate mongo;

    private final String tenant = "t" + UUID.randomUUID();
    private final Replays replays = MongoStores.replaysIn(mongo);
    private final DecidedCheckouts decidedCheckouts = MongoStores.decidedCheckoutsIn(mongo);
    private final OutcomeEvents outcomeEvents = new OutcomeEvents(new EventCodec("/cart-service"));
    private final FakeParticipants participants = new FakeParticipants();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final DatabaseClock clock = new DatabaseClock(mongo);
    private final ReplayService service =
            new ReplayService(replays, decidedCheckouts, outcomeEvents, participants, clock);
    private final List<ReplayRunner> nodes = new ArrayList<>();
    private volatile int brokerCapacity = Integer.MAX_VALUE;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("cart")));
        mongo = new MongoTemplate(client, TestServers.newDatabase("cart"));
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
    private final class FakeParticipants implements ParticipantPreviews, ProcessingStates {

        private volatile EventPreview preview = EventPreview.nothing("there");

        @Override
        public List<String> services() {
            return List.of("order", "offer");
        }

        @Override
        public Map<String, PreviewResult> preview(String of, Collection<String> services, List<OutboxEntry> asked) {
            Map<String, PreviewResult> results = new LinkedHashMap<>();
            services.forEach(name -> results.put(
                    name, new Previewed(asked.stream().map(event -> preview).toList())));
            return results;
        }

        @Override
        public Map<String, ProcessingState> of(String of, String requestId, Collection<String> services) {
            Map<String, ProcessingState> states = new LinkedHashMap<>();
            services.forEach(name -> states.put(
                    name,
                    new Reported(
                            sent.stream()
                                    .map(each -> each.split("\\|"))
                                    .map(each -> applied(each[0], each[1]))
                                    .toList(),
                            List.of())));
            return states;
        }
    }

    private static ProcessingStates.AppliedEvent applied(String eventId, String replayId) {
        EventType type = EventType.named(eventId.split(":")[0]).orElseThrow();
        return new ProcessingStates.AppliedEvent(
                eventId, type.wireName(), type.listenerName(), Instant.EPOCH, replayId);
    }

    private ReplayRunner node(Duration retryTimeout) {
        ReplayRunner node = new ReplayRunner(
                replays,
                decidedCheckouts,
                outcomeEvents,
                new BatchVerification(participants, participants),
                (entry, id, target) -> {
                    if (sent.size() >= brokerCapacity) {
                        throw new IllegalStateException("The broker did not acknowledge " + entry.eventId());
                    }
                    sent.add(entry.eventId() + "|" + id + "|" + target);
                },
                new Leases(mongo, clock),
                new ReplaySettings(Duration.ofSeconds(2), Duration.ofMillis(600), retryTimeout),
                clock);
        nodes.add(node);
        return node;
    }

    private void rolledBack(int carts) {
        Carts store = MongoStores.cartsIn(mongo);
        Instant now = Instant.now().minusSeconds(60);
        for (int i = 0; i < carts; i++) {
            Cart cart = Cart.opened(
                    UUID.randomUUID().toString().replace("-", ""),
                    tenant,
                    CartStatus.IN_PROCESS,
                    CartContent.empty(Currency.getInstance("GBP"), "ann", null, now),
                    List.of());
            store.open(cart);
            ClaimedCart claimed = cart.asOpen()
                    .orElseThrow()
                    .claim(cart.content(), new Submission(null, "", "ann", null, false), "1", now, now.plusSeconds(9));
            store.claim(cart, claimed);
            Attempt.Decided decided = claimed.attempt()
                    .rollBack(
                            now,
                            AttemptFailure.of(FailureType.SERVICE_UNAVAILABLE, "stock", "away"),
                            List.of(),
                            null,
                            StoredResponse.of(503, new byte[0]));
            store.decide(claimed, claimed.decide(decided), outcomeEvents.entry(cart, decided));
        }
    }

    private Replay begin(int perSecond) {
        EventFilter all = new EventFilter(null, null, null, null, null, null, "SERVICE_UNAVAILABLE");
        return service.begin(new ReplayService.ReplaySpec(tenant, "olga", all, "order", perSecond, null, "a drill"));
    }

    private ReplayService.ReplaySpec allRollbacks() {
        EventFilter all = new EventFilter(null, null, null, null, null, EventType.CHECKOUT_ROLLBACK, null);
        return new ReplayService.ReplaySpec(tenant, "olga", all, "order", 1000, null, "a drill");
    }

    /** Makes one attempt inconsistent, so that no event can be created for it. */
    private void removeOneFailure() {
        assertThat(mongo.getCollection("carts")
                        .updateOne(
                                new Document("tenant", tenant),
                                new Document("$unset", new Document("attempts.0.failure", "")))
                        .getModifiedCount())
                .isEqualTo(1);
    }

    private void makeUnreadable(Replay replay) {
        mongo.getCollection("replays")
                .updateOne(new Document("_id", replay.id()), new Document("$set", new Document("stage", "X")));
    }

    private Replay now(Replay replay) {
        return replays.find(tenant, replay.id()).orElseThrow();
    }

    private void untilIs(Replay replay, Replay.State state) {
        await().until(() -> now(replay).state() == state);
    }

    @Test
    void all_are_published_once_for_the_target_and_counted() {
        rolledBack(15);
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.COMPLETED);
        assertThat(sent).hasSize(15).doesNotHaveDuplicates().allMatch(each -> each.endsWith("|order"));
        assertThat(now(replay).matched()).isEqualTo(15);
        assertThat(now(replay).published()).isEqualTo(15);
        assertThat(now(replay).results()).isEqualTo(Map.of("order", new Replay.Counts(15, 0, 0)));
        assertThat(now(replay).audit()).extracting(Replay.Audit::what).containsExactly("started", "completed");
    }

    @Test
    void one_that_changes_nothing_stops_it_after_the_first_and_it_can_be_resumed() {
        rolledBack(5);
        participants.preview = EventPreview.change("would be made");
        Replay replay = begin(1000);
        ReplayRunner node = node(Duration.ofSeconds(5));

        node.runReplays();
        untilIs(replay, Replay.State.STOPPED);

        assertThat(sent).hasSize(1);
        assertThat(now(replay).stoppedBecause()).contains("not applied by order", "would be made");
        participants.preview = EventPreview.nothing("there");
        service.resume(tenant, replay.id(), "otto");
        await().until(() -> {
            node.runReplays();
            return now(replay).state() == Replay.State.COMPLETED;
        });
        assertThat(sent.stream().distinct()).hasSize(5);
        assertThat(now(replay).published()).isEqualTo(5);
    }

    @Test
    void a_conflict_stops_it_before_anything_is_published() {
        rolledBack(3);
        participants.preview = EventPreview.conflict("another order");
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(sent).isEmpty();
        assertThat(now(replay).stoppedBecause()).contains("a conflict in order", "another order");
    }

    @Test
    void a_long_reason_is_cut_to_its_beginning() {
        rolledBack(1);
        participants.preview = EventPreview.conflict("too little of many-a-sku, ".repeat(10_000));
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(now(replay).stoppedBecause()).hasSize(1_000).contains("a conflict in order", "too little");
        assertThat(now(replay).audit().getLast().what()).hasSizeLessThan(1_100);
    }

    @Test
    void an_attempt_that_makes_no_event_stops_it_and_a_dry_run_lists_it() {
        rolledBack(3);
        removeOneFailure();

        ReplayService.DryRun dryRun = service.dryRun(allRollbacks());

        assertThat(dryRun.matched()).isEqualTo(3);
        assertThat(dryRun.withoutEvent()).isEqualTo(1);
        assertThat(dryRun.attemptsWithoutEvent())
                .singleElement()
                .satisfies(withoutEvent -> assertThat(withoutEvent.reason()).contains("was decided without a failure"));
        assertThat(dryRun.services()).isEqualTo(Map.of("order", new Replay.Counts(2, 0, 0)));

        Replay replay = service.begin(allRollbacks());
        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(now(replay).stoppedBecause())
                .contains("no event can be created for "
                        + dryRun.attemptsWithoutEvent().getFirst().requestId());
        assertThat(sent).hasSizeLessThan(3);
    }

    @Test
    void replays_that_cannot_be_read_hide_no_others() {
        rolledBack(1);
        List<Replay> broken = IntStream.range(0, 25).mapToObj(i -> begin(1000)).toList();
        broken.forEach(this::makeUnreadable);
        Replay replay = begin(1000);
        try {
            assertThat(service.page(tenant, "", 10)).extracting(Replay::id).containsExactly(replay.id());

            node(Duration.ofSeconds(5)).runReplays();

            untilIs(replay, Replay.State.COMPLETED);
        } finally {
            mongo.getCollection("replays").deleteMany(new Document("stage", "X"));
        }
    }

    @Test
    void what_a_service_cannot_read_stops_it_before_anything_is_published() {
        rolledBack(3);
        participants.preview = EventPreview.unreadable("it cannot be read");
        Replay replay = begin(1000);

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.STOPPED);
        assertThat(sent).isEmpty();
        assertThat(now(replay).stoppedBecause()).contains("order", "it cannot be read");
    }

    @Test
    void another_node_goes_on_where_one_died() {
        rolledBack(12);
        brokerCapacity = 4;
        Replay replay = begin(1000);
        ReplayRunner first = node(Duration.ofMinutes(5));
        ReplayRunner second = node(Duration.ofSeconds(5));
        first.runReplays();
        await().until(() -> sent.size() == 4 && now(replay).published() == 4);
        second.runReplays();

        first.close();
        brokerCapacity = Integer.MAX_VALUE;

        await().until(() -> {
            second.runReplays();
            return now(replay).state() == Replay.State.COMPLETED;
        });
        assertThat(sent).hasSize(12).doesNotHaveDuplicates();
        assertThat(now(replay).published()).isEqualTo(12);
    }

    @Test
    void a_broker_that_stays_unavailable_stops_it_and_a_cancelled_one_sends_no_more() {
        rolledBack(3);
        brokerCapacity = 0;
        Replay stopped = begin(1000);
        ReplayRunner node = node(Duration.ofMillis(300));
        node.runReplays();
        untilIs(stopped, Replay.State.STOPPED);
        assertThat(now(stopped).stoppedBecause()).contains("The broker did not acknowledge");
        service.cancel(tenant, stopped.id(), "otto");
        service.cancel(tenant, stopped.id(), "otto");
        brokerCapacity = Integer.MAX_VALUE;

        node.runReplays();

        assertThat(service.resume(tenant, stopped.id(), "otto").orElseThrow().state())
                .isEqualTo(Replay.State.CANCELLED);
        assertThat(now(stopped).audit().getLast().by()).isEqualTo("otto");
        assertThat(sent).isEmpty();
    }

    @Test
    void it_keeps_to_its_rate() {
        rolledBack(6);
        Replay replay = begin(5);
        long began = System.nanoTime();

        node(Duration.ofSeconds(5)).runReplays();

        untilIs(replay, Replay.State.COMPLETED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    }
}
