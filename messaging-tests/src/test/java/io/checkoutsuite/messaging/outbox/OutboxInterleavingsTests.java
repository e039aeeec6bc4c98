package io.checkoutsuite.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.checkoutsuite.messaging.EventPublisher;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.test.servers.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * Two nodes publish the pending events of one document while a writer adds one: in every order of their database commands and of the moments at
 * which they start to send, with brokers that fail half-way for either node. An actor that reaches such a step waits until the plan schedules it.
 */
class OutboxInterleavingsTests {

    private static final int NEVER = Integer.MAX_VALUE;

    private final StepScheduler scheduler = new StepScheduler();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private MongoClient client;
    private MongoTemplate mongo;
    private OutboxStore store;

    @BeforeEach
    void connect() {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new com.mongodb.ConnectionString(TestServers.mongoUri("interleavings")))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent command) {
                        scheduler.await();
                    }
                })
                .build());
        mongo = new MongoTemplate(client, TestServers.newDatabase("interleavings"));
        store = new OutboxStore("things", mongo);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    /** How many sends of each node succeed before the broker fails. */
    static Stream<List<Integer>> brokers() {
        return Stream.of(1, NEVER).flatMap(one -> Stream.of(1, NEVER).map(other -> List.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void no_event_leaves_an_outbox_unpublished(List<Integer> sends) throws InterruptedException {
        int plans = 0;
        List<Integer> plan = new ArrayList<>();
        do {
            plan = new ArrayList<>(run(sends, plan));
            plans++;
        } while (advance(plan));

        assertThat(plans).isGreaterThan(20);
    }

    /** Advances the last choice that can be advanced; each choice is index + 10 * the number of actors to choose from. */
    private static boolean advance(List<Integer> plan) {
        while (!plan.isEmpty()) {
            int last = plan.removeLast();
            if (last % 10 + 1 < last / 10) {
                plan.add(last + 1);
                return true;
            }
        }
        return false;
    }

    private List<Integer> run(List<Integer> sends, List<Integer> plan) throws InterruptedException {
        published.clear();
        MongoCollection<Document> things = mongo.getCollection("things");
        things.deleteMany(new Document());
        things.insertOne(new Document("_id", "t")
                .append("outbox", List.of(stored("e1"), stored("e2")))
                .append("outboxPending", true)
                .append("outboxPendingSince", Date.from(Instant.EPOCH)));
        // The node that wrote both events publishes them immediately; the other one sweeps.
        scheduler.begin(() -> node(sends.get(0))
                .publish(List.of(new PendingEvents("t", List.of(entry("e1"), entry("e2")))), () -> true));
        scheduler.begin(() -> node(sends.get(1)).publish(store.findPending(List.of("t"), 1_000_000), () -> true));
        scheduler.begin(() -> add("e3"));

        List<Integer> made = scheduler.play(plan, this::assertNothingIsLost);

        while (isPending(thing())) {
            node(NEVER).publish(store.findPending(List.of("t"), 1_000_000), () -> true);
            store.unmarkEmpty(List.of("t"));
        }
        assertThat(outbox(thing())).as("the outbox after %s", made).isEmpty();
        assertThat(thing()).doesNotContainKeys("outboxPending", "outboxPendingSince");
        assertThat(published.stream().distinct()).as("sent after %s", made).containsExactly("e1", "e2", "e3");
        return made;
    }

    private void assertNothingIsLost() {
        Document thing = thing();
        List<String> written = thing.getBoolean("added", false) ? List.of("e1", "e2", "e3") : List.of("e1", "e2");
        assertThat(Stream.concat(published.stream(), outbox(thing).stream())).containsAll(written);
        if (!outbox(thing).isEmpty()) {
            assertThat(isPending(thing)).isTrue();
        }
    }

    private OutboxPublisher node(int sends) {
        List<String> acknowledged = new ArrayList<>();
        EventPublisher publisher = entry -> {
            if (acknowledged.size() >= sends) {
                throw new IllegalStateException("The broker is unavailable");
            }
            acknowledged.add(entry.eventId());
            published.add(entry.eventId());
        };
        BrokerCircuit broker = new BrokerCircuit("things", Clock.systemUTC(), Duration.ZERO);
        // A node that considers its broker unavailable sends from its own thread, which is the one that is scheduled.
        return new OutboxPublisher(store, scheduler.stepBeforeFirstSend(publisher), broker, Clock.systemUTC(), 1);
    }

    private void add(String id) {
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is("t")),
                new Update()
                        .push("outbox", entry(id))
                        .set("outboxPending", true)
                        .set("outboxPendingSince", Instant.EPOCH)
                        .set("added", true),
                "things");
    }

    private Document thing() {
        return mongo.getCollection("things").find().first();
    }

    private static boolean isPending(Document thing) {
        return thing.getBoolean("outboxPending", false);
    }

    private static List<String> outbox(Document thing) {
        return thing.getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("eventId"))
                .toList();
    }

    private static Document stored(String id) {
        return new Document("eventId", id)
                .append("type", "thing")
                .append("key", "t")
                .append("tenant", "default")
                .append("requestId", "r")
                .append("at", Date.from(Instant.EPOCH))
                .append("body", "{}");
    }

    private static OutboxEntry entry(String id) {
        return new OutboxEntry(id, "thing", "t", "default", "r", Instant.EPOCH, "{}");
    }
}
