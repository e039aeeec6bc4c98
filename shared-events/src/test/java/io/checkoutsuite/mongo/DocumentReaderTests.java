package io.checkoutsuite.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;

@ExtendWith(OutputCaptureExtension.class)
class DocumentReaderTests {

    private static MongoClient client;
    private static MongoTemplate mongo;

    private final DocumentReader reader = new DocumentReader(mongo, "things");

    record Thing(String id, int size) {}

    @BeforeAll
    static void connect() {
        client = MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("readable")));
        mongo = new MongoTemplate(client, TestServers.newDatabase("readable"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void emptyCollection() {
        mongo.remove(new Query(), "things");
    }

    private static void stored(String id, Object size) {
        mongo.insert(new Document("_id", id).append("size", size), "things");
    }

    private List<String> first(int limit) {
        return reader.first(byId(), limit, reader.as(Thing.class)).stream()
                .map(Thing::id)
                .toList();
    }

    private static Query byId() {
        return query(where("_id").gte("")).with(Sort.by("_id"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void what_cannot_be_read_displaces_no_other(int unreadable) {
        IntStream.range(0, unreadable).forEach(n -> stored("a" + n, "large"));
        List.of("b", "c", "d").forEach(id -> stored(id, 1));

        assertThat(first(2)).containsExactly("b", "c");
        assertThat(first(5)).containsExactly("b", "c", "d");
    }

    @Test
    void where_nothing_can_be_read_nothing_is_found() {
        IntStream.range(0, 10).forEach(n -> stored("a" + n, "large"));

        assertThat(first(2)).isEmpty();
    }

    @Test
    void what_is_repaired_is_found_at_once() {
        stored("a", "large");
        stored("b", 1);
        assertThat(first(1)).containsExactly("b");

        mongo.getCollection("things")
                .updateOne(new Document("_id", "a"), new Document("$set", new Document("size", 1)));

        assertThat(first(1)).containsExactly("a");
    }

    @Test
    void what_cannot_be_read_is_told_from_what_is_not_there() {
        stored("a", "large");
        stored("b", 1);

        LookupResult<Thing> known = reader.lookUp(mongo.findAll(Document.class, "things"), reader.as(Thing.class));

        assertThat(known.byId()).containsOnlyKeys("b");
        assertThat(known.unreadable()).containsExactly("a");
    }

    @Test
    void what_is_asked_for_alone_fails_by_its_name() {
        stored("a", "large");
        Document stored = Objects.requireNonNull(mongo.findById("a", Document.class, "things"));

        assertThatThrownBy(() -> reader.readOrThrow(stored, reader.as(Thing.class)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage("a of things cannot be read")
                .hasRootCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void what_is_read_as_nothing_cannot_be_read() {
        assertThat(reader.all(List.of(new Document("_id", "a")), stored -> null))
                .isEmpty();
    }

    @Test
    void each_is_an_error_in_the_log_but_not_every_time_and_not_of_every_reader(CapturedOutput output) {
        stored("log-1", "large");
        stored("log-2", "large");

        IntStream.range(0, 5).forEach(again -> first(1));
        DocumentReader other = new DocumentReader(mongo, "things");
        assertThat(other.first(byId(), 1, other.as(Thing.class))).isEmpty();

        assertThat(output.getOut().lines().filter(line -> line.contains("cannot be read and is skipped")))
                .hasSize(2)
                .allMatch(line -> line.contains("ERROR"))
                .anyMatch(line -> line.contains("log-1 of things"))
                .anyMatch(line -> line.contains("log-2 of things"));
    }
}
