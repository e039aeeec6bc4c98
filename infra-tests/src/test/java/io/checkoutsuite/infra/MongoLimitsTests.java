package io.checkoutsuite.infra;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonBinaryWriter;
import org.bson.BsonRegularExpression;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server rejects what MongoDB rejects, without changing anything; every accepted document can be read again. */
class MongoLimitsTests {
    private static final int LIMIT = 16 * 1024 * 1024;
    private static final String HALF = "x".repeat(LIMIT / 2);

    private static MongoServer server;
    private static MongoClient client;
    private MongoCollection<Document> things;

    @BeforeAll
    static void start() {
        server = MongoServer.inMemory(0);
        client = MongoClients.create(server.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void an_empty_collection() {
        things = client.getDatabase("limits").getCollection("things-" + UUID.randomUUID());
        things.createIndex(Indexes.ascending("state"));
    }

    private static int code(ThrowingCallable write) {
        MongoException refused = catchThrowableOfType(MongoException.class, write);
        assertThat(refused).isNotNull();
        return refused.getCode();
    }

    @Test
    void an_update_that_makes_a_document_too_large_is_refused_and_changes_nothing() {
        things.insertOne(new Document("_id", 1).append("state", "SMALL").append("halves", List.of(HALF)));

        assertThat(code(() -> things.updateOne(eq(1), combine(push("halves", HALF), set("state", "LARGE")))))
                .isEqualTo(17419);
        assertThat(code(() -> things.findOneAndUpdate(
                        eq(1), push("halves", HALF), new FindOneAndUpdateOptions().upsert(true))))
                .isEqualTo(17419);

        assertThat(things.find(eq("state", "SMALL")).first().getList("halves", String.class))
                .hasSize(1);
        assertThat(things.countDocuments(eq("state", "LARGE"))).isZero();
    }

    @Test
    void the_largest_document_is_stored_and_read() {
        Document largest = new Document("_id", 1).append("a", "x".repeat(LIMIT - 30));
        assertThat(bytes(largest)).isBetween(LIMIT - 30, LIMIT);

        things.insertOne(largest);

        assertThat(things.find(eq(1)).first()).isEqualTo(largest);
    }

    @Test
    void a_document_nested_too_deeply_is_refused_and_stores_nothing() {
        things.insertOne(nested(99).append("_id", 1));

        assertThat(code(() -> things.insertOne(nested(101).append("_id", 2)))).isEqualTo(15);
        assertThat(code(() -> things.updateOne(eq(1), set("more", nested(100)))))
                .isEqualTo(15);

        assertThat(things.find().map(found -> found.get("_id"))).containsExactly(1);
        assertThat(things.find().first()).doesNotContainKey("more");
    }

    private static Document nested(int levels) {
        Document document = new Document("end", true);
        for (int level = 1; level < levels; level++) {
            document = new Document("d", document);
        }
        return document;
    }

    @Test
    void a_batch_of_more_writes_than_the_server_takes_is_refused() {
        List<Document> many =
                IntStream.range(0, 1001).mapToObj(i -> new Document("_id", i)).toList();
        Document insert = new Document("insert", things.getNamespace().getCollectionName()).append("documents", many);

        assertThatThrownBy(() -> client.getDatabase("limits").runCommand(insert))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(16));
        assertThat(things.countDocuments()).isZero();
    }

    @Test
    void a_message_that_is_too_long_ends_its_own_connection_and_no_other() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(16)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(48_000_001)
                            .putInt(1)
                            .putInt(0)
                            .putInt(2013)
                            .array());
            socket.getOutputStream().flush();
            socket.setSoTimeout(10_000);

            assertThat(new DataInputStream(socket.getInputStream()).read()).isEqualTo(-1);
        }
        assertThat(client.getDatabase("limits").runCommand(new Document("ping", 1)))
                .containsEntry("ok", 1.0);
    }

    @Test
    void many_large_documents_come_in_replies_that_clients_can_read() {
        String large = "x".repeat(5_000_000);
        IntStream.range(0, 12)
                .forEach(i -> things.insertOne(
                        new Document("_id", i).append("state", "S").append("large", large)));

        assertThat(things.find(eq("state", "S")).map(found -> found.getInteger("_id")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 12).boxed().toList());
        assertThat(things.updateMany(eq("state", "S"), set("state", "T")).getModifiedCount())
                .as("a lookup inside the server is not limited by the reply size")
                .isEqualTo(12);
        assertThat(things.deleteMany(eq("state", "T")).getDeletedCount()).isEqualTo(12);
    }

    @Test
    void sizes_are_counted_as_they_are_encoded() {
        Document all = new Document("text", "aé€😀\uD800")
                .append("ключ", 1)
                .append("long", 1L)
                .append("double", 1.5)
                .append("decimal", new Decimal128(7))
                .append("yes", true)
                .append("nothing", null)
                .append("id", new ObjectId())
                .append("uuid", new Binary((byte) 4, new byte[16]))
                .append("bytes", new Binary(new byte[33]))
                .append("at", Date.from(Instant.EPOCH))
                .append("like", new BsonRegularExpression("a.*b", "i"))
                .append("array", IntStream.range(0, 1200).boxed().toList())
                .append("inner", new Document("a", new Document("b", List.of())));

        assertThat(BsonLimits.size(Bson.decoded(encoded(all)))).isEqualTo(encoded(all).length);
    }

    private static int bytes(Document document) {
        return encoded(document).length;
    }

    private static byte[] encoded(Document document) {
        BasicOutputBuffer bytes = new BasicOutputBuffer();
        new DocumentCodec()
                .encode(
                        new BsonBinaryWriter(bytes),
                        document,
                        EncoderContext.builder().build());
        return bytes.toByteArray();
    }

    @Test
    void a_store_with_a_document_that_nobody_can_read_opens_and_its_neighbours_are_there(@TempDir Path dir) {
        try (MongoServer persistent = MongoServer.persistent(dir, 0);
                MongoClient other = MongoClients.create(persistent.uri())) {
            MongoCollection<Document> orders = other.getDatabase("orders").getCollection("order");
            orders.createIndex(Indexes.ascending("state"));
            orders.insertMany(List.of(order(1), order(2), order(3)));
        }
        spoil(dir, 2);

        for (int start = 0; start < 2; start++) {
            try (MongoServer persistent = MongoServer.persistent(dir, 0);
                    MongoClient other = MongoClients.create(persistent.uri())) {
                MongoCollection<Document> orders = other.getDatabase("orders").getCollection("order");
                assertThat(ids(orders.find())).containsExactly(1, 3);
                assertThat(ids(orders.find(eq("state", "NEW")))).containsExactly(1, 3);
                assertThat(ids(orders.find(in("_id", 1, 2, 3)))).containsExactly(1, 3);
                assertThatThrownBy(() -> orders.find(eq(2)).first())
                        .as("an unreadable document is not reported as missing")
                        .isInstanceOf(MongoException.class)
                        .hasMessageContaining("orders.order 2");
                assertThatThrownBy(() -> orders.insertOne(order(2)))
                        .as("the id of an unreadable document is still in use")
                        .isInstanceOf(MongoWriteException.class);
                assertThat(orders.updateMany(eq("state", "NEW"), set("touched", start))
                                .getMatchedCount())
                        .isEqualTo(2);
            }
        }
        assertThat(raw(dir, 2)).isEqualTo(SPOILT);
    }

    private static final byte[] SPOILT = {12, 0, 0, 0, 99, 'a', 0, 1, 2, 3, 4, 0};

    private static Document order(int id) {
        return new Document("_id", id).append("state", "NEW");
    }

    private static List<Integer> ids(Iterable<Document> found) {
        List<Integer> ids = new ArrayList<>();
        found.forEach(document -> ids.add(document.getInteger("_id")));
        return ids;
    }

    /** Replaces a document with bytes whose length field is correct but which are not a valid document. */
    private static void spoil(Path dir, int id) {
        try (ByteStore store = ByteStore.persistent(dir, false)) {
            store.write(() -> {
                orders(store).put(OrderedKey.bytesOf(id), SPOILT);
                return true;
            });
        }
    }

    private static byte[] raw(Path dir, int id) {
        try (ByteStore store = ByteStore.persistent(dir, false)) {
            return store.read(() -> orders(store).get(OrderedKey.bytesOf(id)));
        }
    }

    private static Table orders(ByteStore store) {
        return Table.ofDocuments(store, "orders", "order");
    }
}
