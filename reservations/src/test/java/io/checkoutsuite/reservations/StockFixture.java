package io.checkoutsuite.reservations;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.infra.IndexedQueries;
import io.checkoutsuite.infra.TestServers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The stock of a shop in a database of its own, with calls and assertions for tests. */
final class StockFixture {
    private static final MongoClient SERVER =
            MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("reservations")));

    static final Duration LEASE = Duration.ofMinutes(5);

    final MovableClock clock = new MovableClock();
    final CheckoutOutcomesStub checkouts = new CheckoutOutcomesStub();
    final MongoTemplate mongo;
    final Reservations reservations;
    final Ledger ledger;

    StockFixture() {
        this(StepHook.DEFAULT);
    }

    StockFixture(StepHook hook) {
        this(SERVER, TestServers.newDatabase("reservations"), hook);
    }

    StockFixture(MongoClient server, String database, StepHook hook) {
        mongo = new MongoTemplate(server, database);
        reservations = new Reservations(mongo, "stock", "reservations", checkouts, Duration.ofMinutes(1), clock, hook);
        ledger = new Ledger(mongo, "stock", "reservations", "changes", clock, hook);
    }

    static RequestKey request(String id) {
        return new RequestKey("shop", id);
    }

    static String sku(String name) {
        return "shop/" + name;
    }

    static Line line(String sku, long quantity) {
        return new Line(sku(sku), quantity);
    }

    static Shortage shortage(String sku, long requested, long available) {
        return new Shortage(sku(sku), requested, available);
    }

    void stocked(String sku, long total) {
        stocked(sku, total, AvailabilityPolicy.TRACKED);
    }

    void stocked(String sku, long total, AvailabilityPolicy policy) {
        reservations.define(List.of(new CounterDefinition(sku(sku), total, 0, policy, Map.of("sku", sku))));
    }

    ReserveResult reserve(String request, Line... lines) {
        return reservations.reserve(request(request), List.of(lines), LEASE, Map.of("cartId", "c-" + request));
    }

    CommitResult commit(String request, Line... linesIfUnknown) {
        return reservations.commit(request(request), List.of(linesIfUnknown), Map.of(), ShortageHandler.NONE);
    }

    ReleaseResult release(String request) {
        return reservations.release(request(request));
    }

    /** The owner's changes of a counter, oldest first, as kind and difference. */
    List<String> changesOf(String sku) {
        return ledger.of(sku(sku), null, 100).reversed().stream()
                .filter(CounterChange.class::isInstance)
                .map(CounterChange.class::cast)
                .map(change -> change.kind() + " " + change.delta())
                .toList();
    }

    /** Corrupts a figure, as a lost write or a restored backup would. */
    void drifts(String sku, String field, long by) {
        mongo.updateFirst(Query.query(Criteria.where("_id").is(sku(sku))), new Update().inc(field, by), "stock");
    }

    /** Sets a field of all documents with this name prefix, for example to a value that no version has ever written. */
    void spoils(String collection, String names, String field, Object value) {
        mongo.updateMulti(
                Query.query(Criteria.where("_id").regex("^shop/" + names)), Update.update(field, value), collection);
    }

    /** Removes the request's hold from a counter, as a restored backup would. */
    void loses(String request, String sku, long quantity) {
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is(sku(sku))),
                new Update()
                        .pull("open", new Document("r", request(request).id()))
                        .inc("soft", -quantity)
                        .inc("available", quantity),
                "stock");
    }

    Counter counter(String sku) {
        return reservations.find(sku(sku)).orElseThrow();
    }

    ReservationRequest requestOf(String id) {
        return reservations.find(request(id)).orElseThrow();
    }

    void leasesRunOut() {
        clock.advance(LEASE.plusSeconds(1));
    }

    /** Runs the scheduled sweeps of a service until nothing is left to settle. */
    void sweep() {
        while (reservations.settleExpired(50).settled() + reservations.settleOrphans(50) > 0) {}
    }

    void emptied() {
        mongo.remove(new Query(), "stock");
        mongo.remove(new Query(), "reservations");
        mongo.remove(new Query(), "changes");
    }

    void shows(String sku, long soft, long hard, long available) {
        Counter counter = counter(sku);
        assertThat(List.of(counter.soft(), counter.hard(), counter.available()))
                .as("soft, hard, available of " + sku)
                .containsExactly(soft, hard, available);
        addsUp(sku);
    }

    void addsUp(String... skus) {
        for (String sku : skus) {
            Document stored = mongo.findById(sku(sku), Document.class, "stock");
            Counter counter = Counter.of(stored);
            long open = stored.getList("open", Document.class).stream()
                    .mapToLong(hold -> Counter.number(hold, "q"))
                    .sum();
            assertThat(counter.available())
                    .as("available of " + stored)
                    .isNotNegative()
                    .isEqualTo(counter.total() - counter.buffer() - counter.soft() - counter.hard());
            assertThat(counter.soft()).as("soft of " + stored).isEqualTo(open);
        }
    }

    void holdsNothing(String... skus) {
        addsUp(skus);
        assertThat(Arrays.stream(skus).map(this::counter)).allSatisfy(counter -> {
            assertThat(counter.open()).as("holds of " + counter).isZero();
            assertThat(counter.soft()).isZero();
        });
    }
}
