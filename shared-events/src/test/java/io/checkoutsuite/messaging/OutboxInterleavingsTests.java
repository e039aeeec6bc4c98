package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.checkoutsuite.infra.TestServers;
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

    private final Turns turns = new Turns();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private MongoClient client;
    private MongoTemplate mongo;
    private OutboxDocuments documents;

    @BeforeEach
    void connect() {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new com.mongodb.ConnectionString(TestServers.mongoUri("interleavings")))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent command) {
                        turns.await();
                    }
                })
                .build());
        mongo = new MongoTemplate(client, TestServers.newDatabase("interleavings"));
        documents = new OutboxDocuments("things", mongo);
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
    void no_event_leaves_an_outbox_unpublished(List<Integer> takes) throws InterruptedException {
        int plans = 0;
        List<Integer> plan = new ArrayList<>();
        do {
            plan = new ArrayList<>(run(takes, plan));
            plans++;
        } while (turnToTheNext(plan));

        assertThat(plans).isGreaterThan(20);
    }

    /** Advances the last choice that can be advanced; each choice is index + 10 * the number of actors to choose from. */
    private static boolean turnToTheNext(List<Integer> plan) {
        while (!plan.isEmpty()) {
            int last = plan.removeLast();
            if (last % 10 + 1 < last / 10) {
                plan.add(last + 1);
                return true;
            }
        }
        return false;
    }

    private List<Integer> run(List<Integer> takes, List<Integer> plan) throws InterruptedException {
        published.clear();
        MongoCollection<Document> things = mongo.getCollection("things");
        things.deleteMany(new Document());
        things.insertOne(new Document("_id", "t")
                .append("outbox", List.of(stored("e1"), stored("e2")))
                .append("owes", true)
                .append("owedAt", Date.from(Instant.EPOCH)));
        // The node that wrote both events publishes them immediately; the other one sweeps.
        turns.begin(() ->
                node(takes.get(0)).publish(List.of(new Owed("t", List.of(entry("e1"), entry("e2")))), () -> true));
        turns.begin(() -> node(takes.get(1)).publish(documents.owed(List.of("t"), 1_000_000), () -> true));
        turns.begin(() -> add("e3"));

        List<Integer> made = turns.play(plan, this::assertNothingIsLost);

        while (owes(thing())) {
            node(NEVER).publish(documents.owed(List.of("t"), 1_000_000), () -> true);
            documents.unmarkEmpty(List.of("t"));
        }
        assertThat(outbox(thing())).as("the outbox after %s", made).isEmpty();
        assertThat(thing()).doesNotContainKeys("owes", "owedAt");
        assertThat(published.stream().distinct()).as("sent after %s", made).containsExactly("e1", "e2", "e3");
        return made;
    }

    private void assertNothingIsLost() {
        Document thing = thing();
        List<String> written = thing.getBoolean("added", false) ? List.of("e1", "e2", "e3") : List.of("e1", "e2");
        assertThat(Stream.concat(published.stream(), outbox(thing).stream())).containsAll(written);
        if (!outbox(thing).isEmpty()) {
            assertThat(owes(thing)).isTrue();
        }
    }

    private OutboxPublishing node(int takes) {
        List<String> taken = new ArrayList<>();
        EventPublisher publisher = entry -> {
            if (taken.size() >= takes) {
                throw new IllegalStateException("The broker is unavailable");
            }
            taken.add(entry.eventId());
            published.add(entry.eventId());
        };
        BrokerWatch broker = new BrokerWatch("things", Clock.systemUTC(), Duration.ZERO);
        // A node that considers its broker unavailable sends from its own thread, which is the one that is scheduled.
        return new OutboxPublishing(documents, turns.beforeTheFirst(publisher), broker, Clock.systemUTC(), 1);
    }

    private void add(String id) {
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is("t")),
                new Update()
                        .push("outbox", entry(id))
                        .set("owes", true)
                        .set("owedAt", Instant.EPOCH)
                        .set("added", true),
                "things");
    }

    private Document thing() {
        return mongo.getCollection("things").find().first();
    }

    private static boolean owes(Document thing) {
        return thing.getBoolean("owes", false);
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
