package io.checkoutsuite.workqueue.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.test.concurrency.Concurrently;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.workqueue.Node;
import io.checkoutsuite.workqueue.node.Participation;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class LockOnManyNodesTests {

    private static final int THREADS = 50;
    private static final int INCREMENTS = 12;

    /** Each increment reads a number and writes the next one, which loses increments if two threads do it at the same time. */
    @Test
    void fifty_threads_on_three_nodes_lose_no_increment() {
        String database = Node.database();
        List<Node> nodes =
                IntStream.range(0, 3).mapToObj(i -> Node.in(database)).toList();
        List<LeaseLock> locks =
                nodes.stream().map(node -> node.lock(Duration.ofSeconds(30))).toList();
        nodes.getFirst().mongo.insert(new Document("_id", "counter").append("value", 0), "numbers");

        Concurrently.times(THREADS, thread -> {
            LeaseLock lock = locks.get(thread % 3);
            MongoTemplate mongo = nodes.get(thread % 3).mongo;
            for (int i = 0; i < INCREMENTS; i++) {
                lock.lock();
                try {
                    int value = value(mongo);
                    mongo.save(new Document("_id", "counter").append("value", value + 1), "numbers");
                } finally {
                    lock.unlock();
                }
            }
            return true;
        });

        assertThat(value(nodes.getFirst().mongo)).isEqualTo(THREADS * INCREMENTS);
        nodes.forEach(Node::close);
    }

    private static int value(MongoTemplate mongo) {
        return Objects.requireNonNull(mongo.findById("counter", Document.class, "numbers"))
                .getInteger("value");
    }

    /** The clock of the database differs from that of this machine, as if the clocks of both nodes were wrong. */
    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void the_clock_of_the_database_decides_however_wrong_those_of_the_nodes_are(int minutes) throws Exception {
        String uri = Node.database();
        Duration shift = Duration.ofMinutes(minutes);
        Duration lease = Duration.ofMillis(800);
        try (MongoClient client = MongoClients.create(IndexedQueries.clientSettings(uri))) {
            MongoTemplate shifted =
                    new ShiftedServer(client, Objects.requireNonNull(new ConnectionString(uri).getDatabase()), shift);
            LeaseLock one = lock(shifted, lease);
            LeaseLock other = lock(shifted, lease);

            one.lock();
            Instant until = Objects.requireNonNull(shifted.findById("lock/lock", Document.class, "leases"))
                    .getDate("until")
                    .toInstant();

            assertThat(until)
                    .isBetween(
                            Instant.now().plus(shift), Instant.now().plus(shift).plus(lease));
            assertThat(other.tryLock()).isFalse();
            assertThat(one.isHeld()).isTrue();
            assertThat(other.tryLock(Duration.ofSeconds(20))).isTrue();
            assertThat(one.isHeld()).isFalse();
            assertThat(other.isHeld()).isTrue();
        }
    }

    private static LeaseLock lock(MongoTemplate mongo, Duration lease) {
        DatabaseClock clock = new DatabaseClock(mongo);
        return new LeaseLocks(new Leases(mongo, clock), clock, new Participation(true), LeaseLockSettings.of(lease))
                .get("lock");
    }

    /** A server whose time is another one than that of this machine. */
    private static final class ShiftedServer extends MongoTemplate {

        private final Duration shift;

        ShiftedServer(MongoClient client, String database, Duration shift) {
            super(client, database);
            this.shift = shift;
        }

        @Override
        public Document executeCommand(Document command) {
            Document reply = super.executeCommand(command);
            Date time = reply.getDate("localTime");
            return time == null
                    ? reply
                    : new Document(reply)
                            .append("localTime", Date.from(time.toInstant().plus(shift)));
        }
    }
}
