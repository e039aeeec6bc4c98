package io.checkoutsuite.benchmarks.floor;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.AUTHORIZATIONS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.CARTS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.ORDERS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.ORDER_NUMBERS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.RESERVATIONS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.SIMULATOR_HOLDS;
import static io.checkoutsuite.benchmarks.floor.FloorCollection.STOCK;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a checkout, each one command on one document (or, for stock, one bulk), with the concerns of the suite. The documents are those that the
 * suite has written, under other ids.
 */
final class FloorStore implements AutoCloseable {

    private static final String ID = "_id";
    private static final String STATE = "floorState";
    private static final String HOLDS = "floorHolds";
    private static final String AVAILABLE = "floorAvailable";
    private static final String EVENT = "floorEvent";
    private static final String PENDING = "outboxPending";
    private static final String ATTEMPTS = "attempts";
    private static final long PLENTY = 1_000_000_000L;

    private final FloorSample sample;
    private final MongoClient client;
    private final Map<FloorCollection, List<BsonDocument>> documents = new EnumMap<>(FloorCollection.class);
    private final Map<FloorCollection, MongoCollection<BsonDocument>> collections =
            new EnumMap<>(FloorCollection.class);

    FloorStore(String mongo, FloorSample sample) {
        this.sample = sample;
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .build());
        for (FloorCollection each : FloorCollection.values()) {
            MongoCollection<BsonDocument> collection =
                    client.getDatabase(each.database()).getCollection(each.collection(), BsonDocument.class);
            sample.indexesOf(each)
                    .forEach(index -> collection.createIndex(
                            BsonDocument.parse(index.keys()), new IndexOptions().sparse(index.sparse())));
            documents.put(each, sample.documentsOf(each));
            collections.put(each, collection);
        }
        in(STOCK).insertMany(IntStream.range(0, skus()).mapToObj(this::stock).toList());
    }

    private int skus() {
        return documents(STOCK).size();
    }

    private BsonDocument stock(int sku) {
        BsonDocument stock = copy(documents(STOCK).get(sku), new BsonString("sku-" + sku));
        stock.put(AVAILABLE, new BsonInt64(PLENTY));
        return stock;
    }

    /** A cart before its checkout. */
    void createCart(long number) {
        BsonDocument cart = document(CARTS, number);
        cart.remove(ATTEMPTS);
        cart.put(STATE, new BsonString("OPEN"));
        in(CARTS).insertOne(cart);
    }

    void claim(long number) {
        require(in(CARTS)
                .findOneAndUpdate(
                        and(id(number), eq(STATE, "OPEN")), combine(set(STATE, "CLAIMED"), inc("floorVersion", 1))));
    }

    void reserve(long number) {
        insert(RESERVATIONS, number);
        require(
                number,
                in(STOCK)
                        .bulkWrite(
                                bulk(
                                        number,
                                        sku -> and(eq(ID, sku), gte(AVAILABLE, 1)),
                                        combine(inc(AVAILABLE, -1), push(HOLDS, new Document("request", number)))),
                                new BulkWriteOptions().ordered(false)));
    }

    void authorize(long number, byte[] event) {
        insert(AUTHORIZATIONS, number);
        insert(SIMULATOR_HOLDS, number);
        require(in(AUTHORIZATIONS).findOneAndUpdate(id(number), combine(set(STATE, "AUTHORIZED"), pending(event))));
    }

    void decide(long number, byte[] event) {
        BsonValue attempts = template(CARTS, number).get(ATTEMPTS);
        require(in(CARTS)
                .findOneAndUpdate(
                        and(id(number), eq(STATE, "CLAIMED")),
                        combine(set(STATE, "SUBMITTED"), set(ATTEMPTS, attempts), pending(event))));
    }

    void removeEvent(FloorCollection collection, long number) {
        in(collection).updateOne(id(number), combine(unset(EVENT), unset(PENDING)));
    }

    void recordApplied(FloorCollection inbox, long number) {
        insert(inbox, number);
    }

    void placeOrder(long number, byte[] event) {
        in(ORDER_NUMBERS)
                .findOneAndUpdate(
                        id(number),
                        setOnInsert("cartId", "cart-" + number),
                        new FindOneAndUpdateOptions().upsert(true));
        BsonDocument order = document(ORDERS, number);
        order.put(EVENT, new BsonBinary(event));
        order.put(PENDING, BsonBoolean.TRUE);
        in(ORDERS).insertOne(order);
    }

    void commitStock(long number) {
        require(in(RESERVATIONS).findOneAndUpdate(id(number), set(STATE, "COMMITTED")));
        require(
                number,
                in(STOCK)
                        .bulkWrite(
                                bulk(
                                        number,
                                        sku -> and(eq(ID, sku), eq(HOLDS + ".request", number)),
                                        combine(
                                                inc("floorCommitted", 1),
                                                pull(HOLDS, new Document("request", number)))),
                                new BulkWriteOptions().ordered(false)));
    }

    void bindPayment(long number) {
        require(in(AUTHORIZATIONS).findOneAndUpdate(id(number), set(STATE, "BOUND")));
    }

    private List<WriteModel<BsonDocument>> bulk(long number, Function<String, Bson> filter, Bson update) {
        return skusOf(number)
                .<WriteModel<BsonDocument>>map(sku -> new UpdateOneModel<>(filter.apply(sku), update))
                .toList();
    }

    private Stream<String> skusOf(long number) {
        int lines = lines(number);
        int first = new SplittableRandom(number).nextInt(skus());
        return IntStream.range(0, lines).mapToObj(line -> "sku-" + (first + line) % skus());
    }

    private int lines(long number) {
        return Math.min(
                skus(), sample.lines().get((int) (number % sample.lines().size())));
    }

    private void require(long number, BulkWriteResult written) {
        if (written.getModifiedCount() != lines(number)) {
            throw new IllegalStateException("Not all lines of " + number + " were written: " + written);
        }
    }

    private static void require(@Nullable BsonDocument found) {
        if (found == null) {
            throw new IllegalStateException("A guard refused a write.");
        }
    }

    private static Bson pending(byte[] event) {
        return combine(set(EVENT, new BsonBinary(event)), set(PENDING, true));
    }

    private void insert(FloorCollection collection, long number) {
        in(collection).insertOne(document(collection, number));
    }

    private BsonDocument document(FloorCollection collection, long number) {
        return copy(template(collection, number), new BsonString("floor/" + number));
    }

    private BsonDocument template(FloorCollection collection, long number) {
        List<BsonDocument> templates = documents(collection);
        return templates.get((int) (number % templates.size()));
    }

    private List<BsonDocument> documents(FloorCollection collection) {
        return Objects.requireNonNull(documents.get(collection));
    }

    private static BsonDocument copy(BsonDocument template, BsonValue id) {
        BsonDocument copy = new BsonDocument(ID, id);
        template.forEach(copy::putIfAbsent);
        return copy;
    }

    private static Bson id(long number) {
        return eq(ID, "floor/" + number);
    }

    private MongoCollection<BsonDocument> in(FloorCollection collection) {
        return Objects.requireNonNull(collections.get(collection));
    }

    @Override
    public void close() {
        client.close();
    }
}
