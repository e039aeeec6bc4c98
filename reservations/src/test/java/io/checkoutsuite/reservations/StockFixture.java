package io.checkoutsuite.reservations;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.counter.Counters;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.expiry.CheckoutOutcomes;
import io.checkoutsuite.reservations.expiry.ExpirySweep;
import io.checkoutsuite.reservations.ledger.CounterChange;
import io.checkoutsuite.reservations.ledger.Ledger;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.NoBackOff;
import io.checkoutsuite.reservations.request.ReleaseResult;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import io.checkoutsuite.reservations.request.ReserveResult;
import io.checkoutsuite.reservations.request.ShortageHandler;
import io.checkoutsuite.reservations.store.ReservationCollections;
import io.checkoutsuite.test.MovableClock;
import io.checkoutsuite.test.servers.IndexedQueries;
import io.checkoutsuite.test.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The stock of a shop in a database of its own, with calls and assertions for tests. */
final class StockFixture {
    private static final MongoClient SERVER =
            MongoClients.create(IndexedQueries.clientSettings(TestServers.mongoUri("reservations")));

    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    static final Duration LEASE = Duration.ofMinutes(5);

    /** Everything that calls read: the time, and all stored counters and requests in the order of their ids. */
    record State(Instant time, List<Document> counters, List<Document> requests) {}

    final MovableClock clock = new MovableClock(START);
    final CheckoutOutcomesStub checkouts = new CheckoutOutcomesStub();
    final MongoTemplate mongo;
    final Reservations reservations;
    final Counters counters;
    final ExpirySweep expiry;
    final Ledger ledger;

    StockFixture() {
        this(SERVER, TestServers.newDatabase("reservations"));
    }

    StockFixture(Steps steps) {
        this(SERVER, TestServers.newDatabase("reservations"), context -> {
            NoBackOff.in(context);
            context.getBeanFactory().addBeanPostProcessor(steps);
        });
    }

    StockFixture(MongoClient server, String database) {
        this(server, database, context -> {});
    }

    private StockFixture(MongoClient server, String database, Consumer<GenericApplicationContext> variation) {
        mongo = new MongoTemplate(server, database);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(MongoOperations.class, () -> mongo);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(Leases.class, () -> new Leases(mongo, clock));
        context.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
        context.registerBean("checkoutOutcomes", CheckoutOutcomes.class, () -> checkouts);
        context.registerBean(
                ReservationCollections.class, () -> new ReservationCollections("stock", "reservations", "changes"));
        variation.accept(context);
        context.register(ReservationsConfiguration.class);
        context.refresh();
        reservations = context.getBean(Reservations.class);
        counters = context.getBean(Counters.class);
        expiry = context.getBean(ExpirySweep.class);
        ledger = context.getBean(Ledger.class);
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
        counters.define(List.of(new CounterDefinition(sku(sku), total, 0, policy, Map.of("sku", sku))));
    }

    /** Defines several counters with one import. */
    void stocked(Map<String, Long> totals) {
        counters.define(totals.entrySet().stream()
                .map(total -> new CounterDefinition(
                        sku(total.getKey()),
                        total.getValue(),
                        0,
                        AvailabilityPolicy.TRACKED,
                        Map.of("sku", total.getKey())))
                .toList());
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
                        .pull(
                                "holds",
                                new Document("requestId", request(request).id()))
                        .inc("soft", -quantity)
                        .inc("available", quantity),
                "stock");
    }

    Counter counter(String sku) {
        return counters.find(sku(sku)).orElseThrow();
    }

    ReservationRequest requestOf(String id) {
        return reservations.find(request(id)).orElseThrow();
    }

    /** The end of the request's lease. */
    Instant leaseOf(String id) {
        return ((RequestState.Reserved) requestOf(id).state()).leaseUntil();
    }

    void leasesRunOut() {
        clock.advance(LEASE.plusSeconds(1));
    }

    /** Runs the scheduled sweeps of a service until nothing is left to settle. */
    void sweep() {
        while (expiry.settleExpired(50).settled() + expiry.settleOrphans(50) > 0) {}
    }

    State state() {
        return new State(clock.instant(), all("stock"), all("reservations"));
    }

    private List<Document> all(String collection) {
        return mongo.find(new Query().with(Sort.by("_id")), Document.class, collection);
    }

    /** Stores a state of this stock again. */
    void becomes(State state) {
        clock.setTo(state.time());
        replaceAll("stock", state.counters());
        replaceAll("reservations", state.requests());
    }

    private void replaceAll(String collection, List<Document> documents) {
        mongo.remove(new Query(), collection);
        if (!documents.isEmpty()) {
            mongo.insert(documents, collection);
        }
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
        stored(skus).forEach(StockFixture::addsUp);
    }

    /** Requires that nothing is held, and returns how many pieces of each SKU are committed. */
    Map<String, Long> holdsNothing(String... skus) {
        List<Document> stored = stored(skus);
        stored.forEach(StockFixture::addsUp);
        assertThat(stored).allSatisfy(counter -> {
            assertThat(counter.getList("holds", Document.class))
                    .as("holds of " + counter)
                    .isEmpty();
            assertThat(counter.getLong("soft")).isZero();
        });
        return stored.stream().collect(toMap(counter -> counter.getString("sku"), counter -> counter.getLong("hard")));
    }

    /** Reads the counters as they are stored, with one command. */
    private List<Document> stored(String... skus) {
        List<String> ids = Arrays.stream(skus).map(StockFixture::sku).toList();
        List<Document> stored = mongo.find(Query.query(Criteria.where("_id").in(ids)), Document.class, "stock");
        assertThat(stored).hasSameSizeAs(skus);
        return stored;
    }

    private static void addsUp(Document stored) {
        long open = stored.getList("holds", Document.class).stream()
                .mapToLong(hold -> hold.getLong("quantity"))
                .sum();
        assertThat(stored.getLong("available"))
                .as("available of " + stored)
                .isNotNegative()
                .isEqualTo(stored.getLong("total")
                        - stored.getLong("buffer")
                        - stored.getLong("soft")
                        - stored.getLong("hard"));
        assertThat(stored.getLong("soft")).as("soft of " + stored).isEqualTo(open);
    }
}
