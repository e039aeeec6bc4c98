package io.checkoutsuite.infra;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoServerRestartTests {
    private static final int WRITERS = 8;

    @TempDir
    private Path dir;

    @Test
    void data_and_indexes_are_there_after_a_restart() {
        try (MongoServer server = MongoServer.persistent(dir, 0);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> orders = client.getDatabase("orders").getCollection("order");
            orders.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
            orders.createIndex(Indexes.ascending("state"));
            IntStream.range(0, 1000)
                    .forEach(i -> orders.insertOne(
                            new Document("_id", "t/" + i).append("number", i).append("state", "S" + i % 10)));
        }

        try (MongoServer server = MongoServer.persistent(dir, 0);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> orders = client.getDatabase("orders").getCollection("order");
            assertThat(client.getDatabase("orders").listCollectionNames()).containsExactly("order");
            assertThat(orders.countDocuments()).isEqualTo(1000);
            assertThat(orders.countDocuments(eq("state", "S3"))).isEqualTo(100);
            assertThat(orders.find(eq("number", 77)).first()).containsEntry("_id", "t/77");
            assertThatThrownBy(() -> orders.insertOne(new Document("_id", "new").append("number", 77)))
                    .isInstanceOf(MongoWriteException.class);
            assertThat(server.scans()).isZero();
            assertThat(orders.listIndexes().map(index -> index.getString("name")))
                    .containsExactlyInAnyOrder("_id_", "number_1", "state_1");
        }
    }

    @RepeatedTest(3)
    void nothing_acknowledged_is_lost_and_nothing_is_half_there_when_the_process_is_killed() {
        int port = FreePorts.next();
        String[] args = {"--data=" + dir, "--mongo=" + port};
        String uri = "mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=3000";
        Map<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
        try (InfraProcess process = InfraProcess.start(args);
                ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
                MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database = client.getDatabase("crash");
            prepare(database);
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.execute(() -> writeUntilItDies(database, number, acknowledged));
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged.values().stream().mapToInt(n -> n).sum() > 1500);
            process.kill();
        }

        try (InfraProcess _ = InfraProcess.start(args);
                MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database = client.getDatabase("crash");
            assertThat(acknowledged).hasSize(WRITERS);
            acknowledged.forEach((writer, last) -> assertWritten(database, writer, last));
            assertThat(database.getCollection("pairs").countDocuments(new Document("a", new Document("$exists", true))))
                    .as("both documents of one command")
                    .isEqualTo(database.getCollection("pairs").countDocuments(eq("half", 2)));
        }
    }

    private static void prepare(MongoDatabase database) {
        database.getCollection("entries").createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        database.getCollection("entries").createIndex(Indexes.ascending("writer"));
        for (int writer = 0; writer < WRITERS; writer++) {
            database.getCollection("counters").insertOne(new Document("_id", writer).append("n", 0));
        }
    }

    /** Makes three writes per round: a new document, a counter, and two documents in one command. */
    private static void writeUntilItDies(MongoDatabase database, int writer, Map<Integer, Integer> acknowledged) {
        try {
            for (int n = 1; ; n++) {
                String id = writer + "/" + n;
                database.getCollection("entries")
                        .insertOne(new Document("_id", id)
                                .append("key", "k" + id)
                                .append("writer", writer)
                                .append("padding", "p".repeat(n % 500)));
                database.getCollection("counters")
                        .updateOne(
                                and(eq("_id", writer), eq("n", n - 1)),
                                combine(inc("n", 1), set("last", id), push("all", n)));
                database.getCollection("pairs")
                        .insertMany(List.of(
                                new Document("_id", id + "/a").append("a", 1),
                                new Document("_id", id + "/b").append("half", 2)));
                acknowledged.put(writer, n);
            }
        } catch (MongoException e) {
            // The server was killed: an unacknowledged write may or may not have been stored.
        }
    }

    private static void assertWritten(MongoDatabase database, int writer, int last) {
        Document counter =
                database.getCollection("counters").find(eq("_id", writer)).first();
        assertThat(counter.getInteger("n")).isBetween(last, last + 1);
        assertThat(counter.getList("all", Integer.class)).hasSize(counter.getInteger("n"));
        assertThat(counter).containsEntry("last", writer + "/" + counter.getInteger("n"));
        MongoCollection<Document> entries = database.getCollection("entries");
        assertThat(entries.countDocuments(eq("writer", writer))).isBetween((long) last, last + 1L);
        IntStream.rangeClosed(1, last).forEach(n -> {
            String id = writer + "/" + n;
            assertThat(entries.find(eq("_id", id)).first()).as(id).isNotNull();
            assertThat(entries.find(eq("key", "k" + id)).first())
                    .as("index entry of " + id)
                    .containsEntry("_id", id);
        });
        assertThat(database.getCollection("pairs").countDocuments(gte("_id", "")))
                .isGreaterThanOrEqualTo(last);
    }

    @Test
    void a_store_much_written_to_does_not_swell() throws Exception {
        try (MongoServer server = MongoServer.persistent(dir, 0);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> stock = client.getDatabase("stock").getCollection("stock");
            IntStream.range(0, 500)
                    .forEach(i -> stock.insertOne(
                            new Document("_id", i).append("n", 0).append("padding", "p".repeat(500))));

            for (int round = 0; round < 100; round++) {
                stock.updateMany(new Document(), inc("n", 1));
            }

            assertThat(size(dir)).as("bytes for 300 KB of documents").isLessThan(20_000_000);
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void a_second_process_is_told_that_the_directory_is_in_use() {
        try (MongoServer _ = MongoServer.persistent(dir, 0)) {
            assertThatThrownBy(() -> MongoServer.persistent(dir, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(dir.toString());
        }
    }

    @Test
    void a_taken_port_is_named() {
        try (MongoServer running = MongoServer.inMemory(0)) {
            assertThatThrownBy(() -> MongoServer.inMemory(running.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("" + running.port());
        }
    }

    @Test
    void many_updates_in_one_command_are_committed_together() {
        try (MongoServer server = MongoServer.persistent(dir, 0);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> stock = client.getDatabase("stock").getCollection("stock");
            stock.insertMany(IntStream.range(0, 5000)
                    .mapToObj(i -> new Document("_id", i).append("n", 0).append("padding", "p".repeat(1000)))
                    .toList());

            int matched = stock.bulkWrite(IntStream.range(0, 5000)
                            .mapToObj(i -> new UpdateOneModel<Document>(eq("_id", i), inc("n", 1)))
                            .toList())
                    .getMatchedCount();

            assertThat(matched).isEqualTo(5000);
        }
    }
}
