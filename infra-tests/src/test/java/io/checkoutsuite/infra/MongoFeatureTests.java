package io.checkoutsuite.infra;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the database features that the suite uses; every supported server must pass these tests. */
abstract class MongoFeatureTests {
    private final MongoClient client;
    private final MongoDatabase database;
    private MongoCollection<Document> things;

    MongoFeatureTests(MongoClient client) {
        this.client = client;
        database = client.getDatabase("features-" + UUID.randomUUID());
    }

    @BeforeEach
    void an_empty_collection() {
        things = database.getCollection("things-" + UUID.randomUUID().toString().substring(0, 8));
    }

    // ---- keys and guards

    @Test
    void an_id_is_taken_once() {
        things.insertOne(new Document("_id", "t/1"));

        assertDuplicate(() -> things.insertOne(new Document("_id", "t/1")));
    }

    @Test
    void a_guarded_update_reserves_what_is_there_and_refuses_the_rest() {
        things.insertOne(new Document("_id", "t/sku").append("available", 3));

        assertThat(reserve(2).getMatchedCount()).isEqualTo(1);
        assertThat(reserve(2).getMatchedCount()).isZero();
        assertThat(thing("t/sku")).containsEntry("available", 1);
    }

    private UpdateResult reserve(int quantity) {
        return things.updateOne(and(eq("t/sku"), gte("available", quantity)), inc("available", -quantity));
    }

    @Test
    void a_version_guard_lets_one_of_two_writers_through() {
        things.insertOne(new Document("_id", "t/1").append("v", 7));

        UpdateResult first = things.replaceOne(and(eq("t/1"), eq("v", 7)), new Document("v", 8).append("by", "a"));
        UpdateResult second = things.replaceOne(and(eq("t/1"), eq("v", 7)), new Document("v", 8).append("by", "b"));

        assertThat(first.getModifiedCount()).isEqualTo(1);
        assertThat(second.getMatchedCount()).isZero();
        assertThat(thing("t/1")).containsEntry("by", "a");
    }

    @Test
    void an_upsert_whose_guard_fails_meets_the_document_that_is_there() {
        things.insertOne(new Document("_id", "t/1").append("state", "GONE"));

        assertDuplicate(() -> things.updateOne(
                and(eq("t/1"), ne("state", "GONE")), set("state", "NEW"), new UpdateOptions().upsert(true)));
    }

    @Test
    void an_upsert_is_born_from_the_filter_and_what_is_set_on_insert() {
        things.updateOne(
                and(eq("t/1"), eq("tenant", "t")),
                combine(setOnInsert("state", "RELEASED"), inc("n", 1)),
                new UpdateOptions().upsert(true));
        UpdateResult again = things.updateOne(
                eq("t/1"), combine(setOnInsert("state", "X"), inc("n", 1)), new UpdateOptions().upsert(true));

        assertThat(again.getUpsertedId()).isNull();
        assertThat(thing("t/1"))
                .isEqualTo(new Document("_id", "t/1")
                        .append("tenant", "t")
                        .append("state", "RELEASED")
                        .append("n", 2));
    }

    @Test
    void a_unique_index_refuses_insert_update_and_upsert() {
        things.createIndex(Indexes.ascending("tenant", "number"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1).append("tenant", "a").append("number", "n1"));
        things.insertOne(new Document("_id", 2).append("tenant", "b").append("number", "n1"));

        assertDuplicate(() ->
                things.insertOne(new Document("_id", 3).append("tenant", "a").append("number", "n1")));
        assertDuplicate(() -> things.updateOne(eq(2), set("tenant", "a")));
        assertDuplicate(() -> things.updateOne(
                eq(4), combine(set("tenant", "a"), set("number", "n1")), new UpdateOptions().upsert(true)));
        assertThat(things.countDocuments()).isEqualTo(2);
        assertThat(thing(2)).containsEntry("tenant", "b");
    }

    @Test
    void a_sparse_unique_index_lets_many_documents_go_without() {
        things.createIndex(
                Indexes.ascending("token"), new IndexOptions().unique(true).sparse(true));
        things.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        things.updateOne(eq(1), set("token", "x"));

        assertDuplicate(() -> things.updateOne(eq(2), set("token", "x")));

        things.updateOne(eq(1), unset("token"));
        assertThat(things.updateOne(eq(2), set("token", "x")).getModifiedCount())
                .isEqualTo(1);
    }

    @Test
    void a_unique_index_counts_the_elements_of_an_array() {
        things.createIndex(Indexes.ascending("attempts.requestId"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1).append("attempts", attempts("r1", "r2")));

        assertDuplicate(() -> things.insertOne(new Document("_id", 2).append("attempts", attempts("r2"))));
        things.insertOne(new Document("_id", 3).append("attempts", attempts("r3")));
        assertThat(things.find(eq("attempts.requestId", "r2")).first()).containsEntry("_id", 1);
    }

    @Test
    void an_index_over_duplicates_cannot_be_built() {
        things.insertMany(
                List.of(new Document("_id", 1).append("k", "same"), new Document("_id", 2).append("k", "same")));

        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("k"), new IndexOptions().unique(true)))
                .hasMessageContaining("11000");
    }

    @Test
    void a_removed_document_frees_its_keys() {
        things.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        things.createIndex(Indexes.ascending("state"));
        things.insertOne(new Document("_id", 1).append("number", "n").append("state", "S"));

        assertThat(things.deleteOne(and(eq(1), eq("state", "other"))).getDeletedCount())
                .isZero();
        assertThat(things.deleteOne(and(eq(1), eq("state", "S"))).getDeletedCount())
                .isEqualTo(1);

        things.insertOne(new Document("_id", 2).append("number", "n").append("state", "S"));
        assertThat(ids(things.find(eq("state", "S")))).containsExactly(2);
    }

    // ---- indexes return the same documents as a scan

    @Test
    void a_secondary_index_follows_every_change() {
        things.insertOne(new Document("_id", 1).append("state", "RESERVED"));
        things.createIndex(Indexes.ascending("state"));
        things.insertOne(new Document("_id", 2).append("state", "RESERVED"));
        things.insertOne(new Document("_id", 3));
        things.updateOne(eq(1), set("state", "COMMITTED"));
        things.replaceOne(eq(3), new Document("state", "RESERVED"));
        things.updateOne(eq(2), unset("state"));

        assertThat(ids(things.find(eq("state", "RESERVED")))).containsExactly(3);
        assertThat(ids(things.find(eq("state", "COMMITTED")))).containsExactly(1);
        assertThat(ids(things.find(exists("state", false)))).containsExactly(2);
        assertThat(ids(things.find(eq("state", null)))).containsExactly(2);
        assertThat(ids(things.find(in("state", "RESERVED", "COMMITTED")))).containsExactlyInAnyOrder(1, 3);
        assertThat(ids(things.find(in("state", "RESERVED", null)))).containsExactlyInAnyOrder(2, 3);
        assertThat(ids(things.find(and(eq("state", "RESERVED"), eq("_id", 2))))).isEmpty();
    }

    @Test
    void a_secondary_index_reaches_into_arrays() {
        things.createIndex(Indexes.ascending("attempts.requestId"));
        things.createIndex(Indexes.ascending("tags"));
        things.insertOne(
                new Document("_id", 1).append("attempts", attempts("r1", "r2")).append("tags", List.of("x")));
        things.insertOne(
                new Document("_id", 2).append("attempts", attempts("r3")).append("tags", List.of("x", "y")));
        things.updateOne(eq(1), push("attempts", attempt("r4")));
        things.updateOne(eq(2), pull("attempts", new Document("requestId", "r3")));

        assertThat(ids(things.find(eq("attempts.requestId", "r4")))).containsExactly(1);
        assertThat(ids(things.find(eq("attempts.requestId", "r1")))).containsExactly(1);
        assertThat(ids(things.find(eq("attempts.requestId", "r3")))).isEmpty();
        assertThat(ids(things.find(elemMatch("attempts", eq("requestId", "r2")))))
                .containsExactly(1);
        assertThat(ids(things.find(eq("tags", "x")))).containsExactlyInAnyOrder(1, 2);
        assertThat(ids(things.find(eq("tags", List.of("x"))))).containsExactly(1);
        assertThat(ids(things.find(eq("tags", null)))).isEmpty();
    }

    @Test
    void the_first_fields_of_an_index_serve_alone_and_in_order() {
        things.createIndex(Indexes.compoundIndex(Indexes.ascending("owner"), Indexes.descending("at")));
        IntStream.range(0, 6)
                .forEach(i -> things.insertOne(new Document("_id", i)
                        .append("owner", i % 2 == 0 ? "ann" : "bob")
                        .append("at", i)));

        List<Object> newest =
                ids(things.find(eq("owner", "ann")).sort(new Document("at", -1)).limit(2));

        assertThat(newest).containsExactly(4, 2);
        assertThat(ids(things.find(and(eq("owner", "bob"), eq("at", 3))))).containsExactly(3);
        assertThat(ids(things.find(eq("at", 4)))).containsExactly(4);
    }

    @Test
    void equal_numbers_of_different_types_are_found_by_each_other() {
        things.createIndex(Indexes.ascending("n"));
        things.insertOne(new Document("_id", 5).append("n", 2L));

        assertThat(things.find(eq("_id", 5L)).first()).isNotNull();
        assertThat(things.find(eq("n", 2)).first()).isNotNull();
        assertThat(things.find(eq("n", new Decimal128(2))).first()).isNotNull();
        assertThat(things.updateOne(eq("_id", 5L), inc("n", 1)).getModifiedCount())
                .isEqualTo(1);
    }

    // ---- holds inside a document

    @Test
    void a_hold_is_added_only_where_it_is_not_yet() {
        things.insertOne(new Document("_id", "t/sku").append("available", 10).append("open", List.of()));

        assertThat(reserve("r1", 4).getMatchedCount()).isEqualTo(1);
        assertThat(reserve("r1", 4).getMatchedCount()).isZero();
        assertThat(reserve("r2", 4).getMatchedCount()).isEqualTo(1);
        assertThat(reserve("r3", 4).getMatchedCount()).isZero();

        assertThat(thing("t/sku")).containsEntry("available", 2);
        assertThat(thing("t/sku").getList("open", Document.class))
                .extracting(hold -> hold.getString("r"))
                .containsExactly("r1", "r2");
    }

    private UpdateResult reserve(String request, int quantity) {
        return things.updateOne(
                and(eq("_id", "t/sku"), gte("available", quantity), not(elemMatch("open", eq("r", request)))),
                combine(inc("available", -quantity), push("open", hold(request, 1, quantity))));
    }

    @Test
    void a_hold_is_pulled_and_its_quantity_moved_in_one_update_and_once() {
        things.insertOne(new Document("_id", "t/sku")
                .append("soft", 9)
                .append("sold", 0)
                .append("open", List.of(hold("r1", 1, 4), hold("r1", 2, 5))));

        assertThat(settle("r1", 2, 5).getMatchedCount()).isEqualTo(1);
        assertThat(settle("r1", 2, 5).getMatchedCount()).isZero();

        assertThat(thing("t/sku"))
                .isEqualTo(new Document("_id", "t/sku")
                        .append("soft", 4)
                        .append("sold", 5)
                        .append("open", List.of(hold("r1", 1, 4))));
    }

    private UpdateResult settle(String request, int generation, int quantity) {
        Document hold = new Document("r", request).append("t", generation);
        return things.updateOne(
                and(eq("_id", "t/sku"), elemMatch("open", and(eq("r", request), eq("t", generation)))),
                combine(pull("open", hold), inc("soft", -quantity), inc("sold", quantity)));
    }

    @Test
    void the_hold_that_matched_is_the_one_that_is_set() {
        things.insertOne(new Document("_id", 1).append("open", List.of(hold("r1", 1, 1), hold("r2", 1, 2))));

        UpdateResult result = things.updateOne(
                and(eq("_id", 1), elemMatch("open", and(eq("r", "r2"), eq("t", 1)))), set("open.$.t", 2));

        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(thing(1).getList("open", Document.class)).containsExactly(hold("r1", 1, 1), hold("r2", 2, 2));
    }

    @Test
    void holds_are_set_by_filter_and_all_at_once() {
        things.insertOne(new Document("_id", 1).append("open", List.of(hold("r1", 1, 1), hold("r2", 1, 2))));

        things.updateOne(eq(1), set("open.$[e].q", 7), new UpdateOptions().arrayFilters(List.of(eq("e.r", "r2"))));
        things.updateOne(eq(1), set("open.$[].t", 3));

        assertThat(thing(1).getList("open", Document.class)).containsExactly(hold("r1", 3, 1), hold("r2", 3, 7));
    }

    @Test
    void a_pushed_list_keeps_its_last_elements() {
        things.insertOne(new Document("_id", 1).append("seen", List.of("a", "b")));

        things.updateOne(eq(1), pushEach("seen", List.of("c", "d"), new PushOptions().slice(-3)));

        assertThat(thing(1).getList("seen", String.class)).containsExactly("b", "c", "d");
    }

    @Test
    void a_field_below_a_missing_one_is_made_and_a_map_entry_guards_itself() {
        things.insertOne(new Document("_id", 1).append("n", 0));

        for (int time = 0; time < 2; time++) {
            things.updateOne(and(eq("_id", 1), exists("uses.r1", false)), combine(set("uses.r1.q", 2), inc("n", 2)));
        }

        assertThat(thing(1).get("uses", Document.class)).isEqualTo(new Document("r1", new Document("q", 2)));
        assertThat(thing(1)).containsEntry("n", 2);
    }

    // ---- many writes in one command

    @Test
    void an_unordered_bulk_counts_what_matched_and_goes_on_past_an_error() {
        things.insertMany(List.of(new Document("_id", "a").append("n", 1), new Document("_id", "b").append("n", 5)));

        BulkWriteResult counted = things.bulkWrite(
                List.of(reserveOne("a", 2), reserveOne("b", 2), reserveOne("absent", 2), reserveOne("b", 3)),
                new BulkWriteOptions().ordered(false));
        MongoBulkWriteException failed = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> things.bulkWrite(
                        List.of(
                                new InsertOneModel<>(new Document("_id", "c")),
                                new InsertOneModel<>(new Document("_id", "a")),
                                new InsertOneModel<>(new Document("_id", "d"))),
                        new BulkWriteOptions().ordered(false)));

        assertThat(counted.getMatchedCount()).isEqualTo(2);
        assertThat(counted.getModifiedCount()).isEqualTo(2);
        assertThat(thing("b")).containsEntry("n", 0);
        assertThat(failed.getWriteErrors()).extracting("index").containsExactly(1);
        assertThat(failed.getWriteResult().getInsertedCount()).isEqualTo(2);
        assertThat(things.countDocuments()).isEqualTo(4);
    }

    private UpdateOneModel<Document> reserveOne(String id, int quantity) {
        return new UpdateOneModel<>(and(eq("_id", id), gte("n", quantity)), inc("n", -quantity));
    }

    @Test
    void an_ordered_bulk_stops_at_the_first_error() {
        things.createIndex(Indexes.ascending("k"), new IndexOptions().unique(true));
        things.insertMany(List.of(
                new Document("_id", 1).append("k", 1),
                new Document("_id", 2).append("k", 2),
                new Document("_id", 3).append("k", 3)));

        MongoBulkWriteException updates = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> things.bulkWrite(List.of(
                        new UpdateOneModel<>(eq(1), set("k", 10)),
                        new UpdateOneModel<>(eq(2), set("k", 10)),
                        new UpdateOneModel<>(eq(3), set("k", 30)))));
        MongoBulkWriteException inserts = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> things.insertMany(
                        List.of(new Document("_id", 4).append("k", 4), new Document("_id", 1), new Document("_id", 5)),
                        new InsertManyOptions().ordered(true)));

        assertThat(updates.getWriteErrors()).extracting("index").containsExactly(1);
        assertThat(updates.getWriteResult().getMatchedCount()).isEqualTo(1);
        assertThat(thing(3)).containsEntry("k", 3);
        assertThat(inserts.getWriteErrors()).extracting("index").containsExactly(1);
        assertThat(inserts.getWriteResult().getInsertedCount()).isEqualTo(1);
        assertThat(thing(5)).isNull();
    }

    @Test
    void an_ordered_bulk_reports_its_upserts_by_position() {
        things.insertOne(new Document("_id", "a"));

        BulkWriteResult result = things.bulkWrite(List.of(
                new UpdateOneModel<>(eq("a"), set("n", 1)),
                new UpdateOneModel<>(eq("b"), set("n", 1), new UpdateOptions().upsert(true)),
                new UpdateOneModel<>(eq("c"), set("n", 1), new UpdateOptions().upsert(true))));

        assertThat(result.getMatchedCount()).isEqualTo(1);
        assertThat(result.getUpserts()).extracting("index").containsExactly(1, 2);
    }

    @Test
    void update_many_changes_all_and_update_one_changes_one() {
        things.createIndex(Indexes.ascending("state"));
        IntStream.range(0, 5).forEach(i -> things.insertOne(new Document("_id", i).append("state", "S")));

        assertThat(things.updateOne(eq("state", "S"), set("state", "T")).getModifiedCount())
                .isEqualTo(1);
        assertThat(things.updateMany(eq("state", "S"), set("state", "T")).getModifiedCount())
                .isEqualTo(4);
        assertThat(ids(things.find(eq("state", "S")))).isEmpty();
        assertThat(ids(things.find(eq("state", "T")))).hasSize(5);
    }

    // ---- find and modify

    @Test
    void find_and_modify_gives_the_document_before_or_after() {
        things.insertOne(new Document("_id", 1).append("state", "OPEN").append("n", 1));

        Document before = things.findOneAndUpdate(and(eq("_id", 1), eq("state", "OPEN")), inc("n", 1));
        Document after = things.findOneAndUpdate(
                and(eq("_id", 1), eq("state", "OPEN")),
                set("state", "DONE"),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        Document none = things.findOneAndUpdate(and(eq("_id", 1), eq("state", "OPEN")), set("state", "X"));

        assertThat(before).containsEntry("n", 1);
        assertThat(after).containsEntry("n", 2).containsEntry("state", "DONE");
        assertThat(none).isNull();
    }

    @Test
    void find_and_modify_makes_a_counter_and_takes_blocks_from_it() {
        FindOneAndUpdateOptions options =
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

        Document first = things.findOneAndUpdate(eq("orders"), inc("next", 100L), options);
        Document second = things.findOneAndUpdate(eq("orders"), inc("next", 100L), options);

        assertThat(first).containsEntry("next", 100L);
        assertThat(second).containsEntry("next", 200L);
    }

    @Test
    void find_and_modify_takes_the_first_in_the_order_asked_for() {
        IntStream.of(3, 1, 2)
                .forEach(i ->
                        things.insertOne(new Document("_id", i).append("due", i).append("outboxPending", true)));

        Document first = things.findOneAndUpdate(
                eq("outboxPending", true),
                set("outboxPending", false),
                new FindOneAndUpdateOptions().sort(new Document("due", 1)));

        assertThat(first).containsEntry("_id", 1);
        assertThat(things.findOneAndDelete(eq("_id", 2))).containsEntry("due", 2);
        assertThat(things.countDocuments()).isEqualTo(2);
    }

    // ---- values

    @Test
    void decimals_are_exact_and_keep_their_scale() {
        things.insertOne(new Document("_id", 1)
                .append("price", decimal("1.10"))
                .append("sum", decimal("0.1"))
                .append("long", decimal("12345678901234567890.12")));

        things.updateOne(eq(1), combine(inc("sum", decimal("0.2")), inc("long", decimal("0.01"))));

        assertThat(thing(1).get("price")).hasToString("1.10");
        assertThat(thing(1))
                .containsEntry("sum", decimal("0.3"))
                .containsEntry("long", decimal("12345678901234567890.13"));
        assertThat(things.countDocuments(gte("sum", decimal("0.3")))).isEqualTo(1);
        assertThat(things.countDocuments(gte("sum", decimal("0.3000000001")))).isZero();
        assertThat(things.updateOne(and(eq(1), gte("sum", decimal("0.31"))), inc("sum", decimal("-0.31")))
                        .getMatchedCount())
                .isZero();
    }

    @Test
    void every_kind_of_value_comes_back_as_it_was() {
        Document document = new Document("_id", new Document("tenant", "t").append("id", "1"))
                .append("at", Date.from(Instant.parse("2026-03-01T10:15:30.123Z")))
                .append("flag", true)
                .append("nothing", null)
                .append("long", Long.MAX_VALUE)
                .append("double", 0.5)
                .append("bytes", new Binary(new byte[] {1, 2, 3}))
                .append("nested", List.of(new Document("a", List.of(1, 2)), "text", new Document()));

        things.insertOne(document);

        assertThat(things.find(eq("_id", document.get("_id"))).first()).isEqualTo(document);
    }

    @Test
    void fields_are_left_out_and_sorted_and_paged_as_asked() {
        IntStream.range(0, 250)
                .forEach(i -> things.insertOne(
                        new Document("_id", i).append("n", 250 - i).append("secret", "s")));

        List<Document> page = things.find(gte("n", 0))
                .sort(new Document("n", 1))
                .skip(10)
                .limit(120)
                .batchSize(50)
                .projection(new Document("secret", 0))
                .into(new ArrayList<>());

        assertThat(page).hasSize(120);
        assertThat(page.getFirst()).isEqualTo(new Document("_id", 239).append("n", 11));
    }

    static Stream<Arguments> ordersThatAreNone() {
        return Stream.of(
                Arguments.of(0, 15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)"),
                Arguments.of(2, 15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)"),
                Arguments.of(-42.5, 15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)"),
                Arguments.of("asc", 15974, "Illegal key in $sort specification: size: \"asc\""),
                Arguments.of(true, 15974, "Illegal key in $sort specification: size: true"),
                Arguments.of(
                        new Document("$meta", "textScore"),
                        40218,
                        "query requires text score metadata, but it is not available"),
                Arguments.of(
                        new Document("$size", 1), 17312, "$meta is the only expression supported by $sort right now"));
    }

    @ParameterizedTest
    @MethodSource("ordersThatAreNone")
    void an_order_that_is_none_is_refused(Object order, int code, String message) {
        things.insertMany(List.of(new Document("_id", 1).append("size", 1), new Document("_id", 2).append("size", 2)));
        Document sort = new Document("size", order);

        assertRefused(() -> things.find().sort(sort).first(), code, message);
        assertRefused(
                () -> things.aggregate(List.of(new Document("$sort", sort))).first(), code, message);
        assertRefused(
                () -> things.findOneAndUpdate(new Document(), set("size", 3), new FindOneAndUpdateOptions().sort(sort)),
                code,
                message);
        assertThat(things.countDocuments(eq("size", 3))).isZero();
    }

    private static void assertRefused(ThrowingCallable command, int code, String message) {
        assertThatThrownBy(command).isInstanceOfSatisfying(MongoCommandException.class, refused -> {
            assertThat(refused.getErrorCode()).isEqualTo(code);
            assertThat(refused.getErrorMessage()).contains(message);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "limit", "batchSize"})
    void a_negative_number_of_documents_is_refused(String field) {
        assertRefused(
                () -> database.runCommand(
                        new Document("find", things.getNamespace().getCollectionName()).append(field, -1)),
                51024,
                "BSON field '" + field + "' value must be >= 0, actual value '-1'");
    }

    @Test
    void a_stage_that_skips_or_keeps_a_negative_number_is_refused() {
        assertRefused(
                () -> things.aggregate(List.of(new Document("$limit", 0))).first(),
                15958,
                "the limit must be positive");
        assertRefused(
                () -> things.aggregate(List.of(new Document("$limit", -1))).first(),
                5107201,
                "invalid argument to $limit stage: Expected a non-negative number in: $limit: -1");
        assertRefused(
                () -> things.aggregate(List.of(new Document("$skip", -1))).first(),
                5107200,
                "invalid argument to $skip stage: Expected a non-negative number in: $skip: -1");
        assertRefused(
                () -> things.aggregate(List.of(new Document("$sort", new Document())))
                        .first(),
                15976,
                "$sort stage must have at least one sort key");
    }

    @Test
    void fields_are_either_left_out_or_kept() {
        things.insertOne(new Document("_id", 1).append("a", 1).append("b", 2));

        assertRefused(
                () -> things.find()
                        .projection(new Document("a", 1).append("b", 0))
                        .first(),
                31254,
                "Cannot do exclusion on field b in inclusion projection");
        assertRefused(
                () -> things.find()
                        .projection(new Document("a", 0).append("b", 1))
                        .first(),
                31253,
                "Cannot do inclusion on field b in exclusion projection");
    }

    @Test
    void an_index_needs_keys_with_an_order() {
        assertRefused(
                () -> things.createIndex(new Document("size", 0)), 67, "Values in the index key pattern cannot be 0.");
        assertRefused(() -> things.createIndex(new Document("size", "asc")), 67, "Unknown index plugin 'asc'");
        assertRefused(
                () -> things.createIndex(new Document("size", true)),
                67,
                "Values in v:2 index key pattern cannot be of type bool. Only numbers > 0, numbers < 0, and strings are"
                        + " allowed.");
    }

    @Test
    void an_aggregation_groups_what_its_first_stage_keeps() {
        things.createIndex(Indexes.ascending("state"));
        IntStream.range(0, 10)
                .forEach(i -> things.insertOne(new Document("_id", i)
                        .append("state", i < 6 ? "A" : "B")
                        .append("sku", "s" + i % 2)
                        .append("price", decimal("0.10"))));

        List<Document> sums = things.aggregate(List.of(
                        new Document("$match", eq("state", "A").toBsonDocument()),
                        new Document(
                                "$group", new Document("_id", "$sku").append("sum", new Document("$sum", "$price"))),
                        new Document("$sort", new Document("_id", 1))))
                .into(new ArrayList<>());
        things.aggregate(List.of(new Document("$addFields", new Document("state", "changed"))))
                .into(new ArrayList<>());

        assertThat(sums)
                .containsExactly(
                        new Document("_id", "s0").append("sum", decimal("0.30")),
                        new Document("_id", "s1").append("sum", decimal("0.30")));
        assertThat(things.countDocuments(eq("state", "A"))).isEqualTo(6);
        assertThat(things.countDocuments()).isEqualTo(10);
        assertThat(things.distinct("sku", String.class)).containsExactlyInAnyOrder("s0", "s1");
    }

    @Test
    void a_stage_reads_another_collection_in_full() {
        things.insertMany(
                List.of(new Document("_id", 1).append("parent", null), new Document("_id", 2).append("parent", 1)));

        List<Document> found = things.aggregate(List.of(
                        new Document("$match", new Document("_id", 2)),
                        new Document(
                                "$lookup",
                                new Document("from", things.getNamespace().getCollectionName())
                                        .append("localField", "parent")
                                        .append("foreignField", "_id")
                                        .append("as", "parents"))))
                .into(new ArrayList<>());

        assertThat(found)
                .singleElement()
                .satisfies(child ->
                        assertThat(child.getList("parents", Document.class)).hasSize(1));
    }

    // ---- concurrency

    @Test
    void sixteen_buyers_share_exactly_what_there_is() throws Exception {
        things.insertOne(new Document("_id", "t/sku").append("available", 500));
        AtomicInteger sold = new AtomicInteger();

        inParallel(16, () -> {
            for (int attempt = 0; attempt < 50; attempt++) {
                if (reserve(1).getModifiedCount() == 1) {
                    sold.incrementAndGet();
                }
            }
            return null;
        });

        assertThat(sold).hasValue(500);
        assertThat(thing("t/sku")).containsEntry("available", 0);
    }

    @Test
    void of_many_inserts_of_one_key_one_wins() throws Exception {
        things.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        AtomicInteger won = new AtomicInteger();

        inParallel(16, () -> {
            for (int number = 0; number < 20; number++) {
                try {
                    things.insertOne(new Document("number", number));
                    won.incrementAndGet();
                } catch (MongoWriteException e) {
                    assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);
                }
            }
            return null;
        });

        assertThat(won).hasValue(20);
        assertThat(things.countDocuments()).isEqualTo(20);
    }

    @Test
    void a_reader_never_sees_half_an_update() throws Exception {
        things.createIndex(Indexes.ascending("kind"));
        things.insertOne(state(0));
        AtomicInteger next = new AtomicInteger();

        inParallel(8, () -> {
            for (int i = 0; i < 150; i++) {
                int n = next.incrementAndGet();
                things.replaceOne(eq(1), state(n));
                things.updateOne(
                        eq(1), combine(set("a", n), set("inner.b", n), set("x" + n % 7, n), unset("x" + (n + 1) % 7)));
                for (Document seen :
                        List.of(thing(1), things.find(eq("kind", "k")).first())) {
                    assertThat(seen.get("inner", Document.class).get("b")).isEqualTo(seen.get("a"));
                }
            }
            return null;
        });
    }

    private static Document state(int n) {
        return new Document("_id", 1)
                .append("kind", "k")
                .append("a", n)
                .append("padding", "p".repeat(n % 300))
                .append("inner", new Document("b", n));
    }

    // ---- commands of health checks

    @Test
    void the_server_says_hello() {
        Document hello = database.runCommand(new Document("hello", 1));

        assertThat(hello).containsEntry("ok", 1.0).containsEntry("isWritablePrimary", true);
        assertThat(((Number) hello.get("maxWireVersion")).intValue()).isPositive();
        assertThat(database.runCommand(new Document("ping", 1))).containsEntry("ok", 1.0);
    }

    @Test
    void databases_are_apart_and_dropped_alone() {
        MongoDatabase longer = databaseNamed(database.getName() + "-too");
        things.insertOne(new Document("_id", 1));
        longer.getCollection("things").insertOne(new Document("_id", 1));

        database.drop();

        assertThat(things.countDocuments()).isZero();
        assertThat(longer.getCollection("things").countDocuments()).isEqualTo(1);
        things.insertOne(new Document("_id", 1));
        assertThat(things.countDocuments()).isEqualTo(1);
    }

    private MongoDatabase databaseNamed(String name) {
        return client.getDatabase(name);
    }

    // ---- fixtures

    private Document thing(Object id) {
        return things.find(eq("_id", id)).first();
    }

    private static List<Object> ids(Iterable<Document> found) {
        List<Object> ids = new ArrayList<>();
        found.forEach(document -> ids.add(document.get("_id")));
        return ids;
    }

    private static Document hold(String request, int generation, int quantity) {
        return new Document("r", request).append("t", generation).append("q", quantity);
    }

    private static List<Document> attempts(String... requests) {
        return Stream.of(requests).map(MongoFeatureTests::attempt).toList();
    }

    private static Document attempt(String request) {
        return new Document("requestId", request).append("outcome", "none");
    }

    private static Decimal128 decimal(String text) {
        return new Decimal128(new BigDecimal(text));
    }

    private static void assertDuplicate(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }

    private static void inParallel(int threads, Callable<Void> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, work))) {
                done.get();
            }
        }
    }
}
