package io.checkoutsuite.infra;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** None of the suite's queries scans a collection of fifty thousand documents. */
class MongoScanTests {
    private static final int DOCUMENTS = 50_000;

    static final List<Bson> INDEXED = List.of(
            eq("_id", "t/7"),
            and(eq("_id", "t/7"), gte("available", 1)),
            and(gte("available", 1), eq("_id", "t/7"), not(elemMatch("open", eq("r", "x")))),
            new Document("$and", List.of(eq("v", 0), eq("_id", "t/7"))),
            in("_id", "t/1", "t/2", "t/3", "absent"),
            and(in("_id", "t/1", "t/2"), eq("tenant", "t")),
            eq("state", "RESERVED"),
            and(eq("state", "RESERVED"), lt("lease", 100)),
            and(eq("tenant", "t"), eq("state", "RESERVED")),
            in("state", "RESERVED", "REACQUIRING"),
            eq("attempts.requestId", "r7"),
            and(eq("tenant", "t"), eq("attempts.requestId", "r7")),
            elemMatch("attempts", and(eq("requestId", "r7"), eq("outcome", "none"))),
            and(eq("tenant", "t"), eq("number", 7)),
            and(eq("tenant", "t"), eq("number", 7), ne("state", "X")),
            eq("owner", "owner-7"),
            and(eq("owner", "owner-7"), eq("at", 7)),
            and(eq("owner", "owner-7"), lt("at", 9_000)),
            and(gte("at", 100), lt("at", 110)),
            gte("_id", "t/9999"),
            and(eq("tenant", "t"), gte("_id", "t/9998"), lt("_id", "t/99985")));

    private static MongoServer server;
    private static MongoClient client;
    private static MongoCollection<Document> things;

    @BeforeAll
    static void start(@TempDir Path dir) {
        server = MongoServer.persistent(dir, 0);
        client = MongoClients.create(server.uri());
        things = client.getDatabase("scans").getCollection("things");
        things.createIndex(Indexes.ascending("state"));
        things.createIndex(Indexes.ascending("at"));
        things.createIndex(Indexes.ascending("many"));
        things.createIndex(Indexes.ascending("attempts.requestId"));
        things.createIndex(Indexes.ascending("tenant", "number"), new IndexOptions().unique(true));
        things.createIndex(Indexes.compoundIndex(Indexes.ascending("owner"), Indexes.descending("at")));
        for (int from = 0; from < DOCUMENTS; from += 1000) {
            things.insertMany(IntStream.range(from, from + 1000)
                    .mapToObj(MongoScanTests::thing)
                    .toList());
        }
    }

    private static Document thing(int i) {
        return new Document("_id", "t/" + i)
                .append("many", i == 3 ? List.of(1, 100) : List.of(0))
                .append("tenant", "t")
                .append("number", i)
                .append("state", i % 5000 == 7 ? "RESERVED" : "COMMITTED")
                .append("owner", "owner-" + i % 1000)
                .append("at", i)
                .append("lease", 50)
                .append("v", 0)
                .append("available", 5)
                .append("attempts", List.of(new Document("requestId", "r" + i).append("outcome", "none")));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @FieldSource("INDEXED")
    void a_query_that_an_index_supports_does_not_scan(Bson filter) {
        long before = server.scans();

        List<Document> found = things.find(filter).into(new ArrayList<>());
        long counted = things.countDocuments(filter);
        things.updateOne(filter, inc("touched", 1));
        things.findOneAndUpdate(filter, inc("touched", 1), new FindOneAndUpdateOptions().sort(new Document("at", 1)));

        assertThat(server.scans()).isEqualTo(before);
        assertThat(found).isNotEmpty().hasSizeLessThan(100);
        assertThat(counted).isEqualTo(found.size());
    }

    @Test
    void writes_by_id_and_guard_do_not_scan() {
        long before = server.scans();

        things.bulkWrite(List.of(
                new UpdateOneModel<>(and(eq("_id", "t/10"), gte("available", 1)), inc("available", -1)),
                new UpdateOneModel<>(
                        and(eq("_id", "t/new"), eq("v", 0)), set("tenant", "other"), new UpdateOptions().upsert(true)),
                new DeleteOneModel<>(and(eq("_id", "t/new"), eq("tenant", "other")))));
        things.replaceOne(and(eq("_id", "t/11"), eq("v", 0)), thing(11).append("v", 1));

        assertThat(server.scans()).isEqualTo(before);
    }

    @Test
    void a_query_that_no_index_supports_is_counted() {
        long before = server.scans();

        things.find(eq("available", 77)).first();
        things.find(and(gte("lease", 77), lt("available", 3))).first();

        assertThat(server.scans()).isEqualTo(before + 2);
    }

    @Test
    void a_range_of_an_index_looks_at_what_lies_within_it() {
        assertThat(examined(things.find(and(gte("at", 100), lt("at", 110))))).isLessThanOrEqualTo(11);
        assertThat(examined(things.find(and(eq("owner", "owner-9"), lt("at", 5_000)))))
                .isLessThanOrEqualTo(6);
        assertThat(examined(things.find(and(gte("many", 70), lt("many", 80)))))
                .as("an array matches if one element is above the low end and another below the high end")
                .isPositive();
        assertThat(things.find(and(gte("many", 70), lt("many", 80))).map(found -> found.get("_id")))
                .containsExactly("t/3");
    }

    @Test
    void a_page_in_the_order_of_ids_looks_at_no_more_than_the_page() {
        assertThat(examined(things.find(and(eq("tenant", "t"), gt("_id", "t/2")))
                        .sort(new Document("_id", 1))
                        .limit(5)))
                .isLessThanOrEqualTo(6);
        assertThat(things.find(lt("_id", "t/11"))
                        .sort(new Document("_id", -1))
                        .limit(3)
                        .map(found -> found.get("_id")))
                .containsExactly("t/10999", "t/10998", "t/10997");
    }

    @Test
    void a_count_of_the_values_of_an_index_reads_no_document() {
        MongoCollection<Document> counted = client.getDatabase("db").getCollection("counted");
        counted.createIndex(new Document("tenant", 1).append("state", 1));
        counted.insertMany(IntStream.range(0, 100)
                .mapToObj(i -> new Document("_id", i).append("tenant", "t").append("state", i % 4))
                .toList());

        assertThat(examined(() -> {
                    assertThat(counted.countDocuments(eq("tenant", "t"))).isEqualTo(100);
                    assertThat(counted.countDocuments(new Document("state", 3.0).append("tenant", "t")))
                            .isEqualTo(25);
                    assertThat(counted.countDocuments(eq("tenant", "none"))).isZero();
                }))
                .isZero();
        assertThat(counted.countDocuments(
                        new Document("tenant", "t").append("state", new Document("$in", List.of(2, 3)))))
                .isEqualTo(50);
        assertThat(counted.countDocuments(new Document("tenant", "t").append("_id", 7)))
                .isEqualTo(1);
        assertThat(counted.countDocuments(eq("tenant", null))).isZero();

        counted.insertOne(new Document("_id", "several")
                .append("tenant", List.of("t", "u"))
                .append("state", List.of(1, 2)));

        assertThat(counted.countDocuments(eq("tenant", "t"))).isEqualTo(101);
        counted.deleteMany(eq("state", 1));
        assertThat(counted.countDocuments(eq("tenant", "t"))).isEqualTo(75);
    }

    @Test
    void the_documents_of_given_ids_are_read_and_not_searched_in_another_index() {
        assertThat(examined(things.find(and(in("_id", "t/1", "t/2", "t/3"), eq("owner", "nobody")))))
                .isEqualTo(3);
    }

    private static long examined(FindIterable<Document> query) {
        return examined(() -> query.into(new ArrayList<>()));
    }

    private static long examined(Runnable queries) {
        long before = server.examined();
        queries.run();
        return server.examined() - before;
    }

    @Test
    void an_index_is_many_times_faster_than_a_scan() {
        long indexed = fastest(
                () -> things.find(and(eq("_id", "t/9"), gte("available", 1))).first());
        long scanned = fastest(
                () -> things.find(and(eq("number", 9), gte("available", 1))).first());

        assertThat(indexed * 5).as("nanoseconds").isLessThan(scanned);
    }

    private static long fastest(Runnable query) {
        return IntStream.range(0, 10)
                .mapToLong(time -> {
                    long start = System.nanoTime();
                    query.run();
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }
}
