package io.checkoutsuite.benchmarks.growth;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import io.checkoutsuite.benchmarks.suite.Servers;
import io.checkoutsuite.stack.client.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bson.BsonDocument;

/**
 * Copies of what the suite has stored for its orders, as if it had sold the same on the day before: the fastest way to a large database. The documents
 * have the sizes and the indexed fields of those that the suite writes; products, stock, offers and codes stay as they are.
 */
public final class StoredCopies implements AutoCloseable {

    private static final int SAMPLE = 200;
    private static final int BATCH = 500;
    private static final int WRITERS = 4;
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

    private final MongoClient client;
    private final Map<Copied, Originals> originals = new EnumMap<>(Copied.class);
    private long copies;

    /** The collections with a document for each order, or for each order with a code. */
    private enum Copied {
        CARTS("cart", "carts"),
        CART_KEYS("cart", "cart_keys"),
        RESERVATIONS("inventory", "reservations"),
        INVENTORY_INBOX("inventory", "inbox"),
        USES("offer", "uses"),
        OFFER_INBOX("offer", "inbox"),
        AUTHORIZATIONS("payment", "authorizations"),
        SIMULATOR_HOLDS("payment", "simulator_holds"),
        PAYMENT_INBOX("payment", "inbox"),
        ORDERS("order", "orders"),
        ORDER_NUMBERS("order", "order_numbers"),
        ORDER_INBOX("order", "inbox");

        private final String database;
        private final String collection;

        Copied(String database, String collection) {
            this.database = database;
            this.collection = collection;
        }

        MongoCollection<BsonDocument> in(MongoClient client) {
            return client.getDatabase(database).getCollection(collection, BsonDocument.class);
        }
    }

    /** @param perOrder how many such documents the suite has stored for an order */
    private record Originals(List<BsonDocument> documents, double perOrder) {

        BsonDocument copy(long number) {
            BsonDocument original = documents.get((int) (number % documents.size()));
            return DocumentCopy.of(original, number, Duration.ofSeconds(DAY_SECONDS + number % DAY_SECONDS));
        }
    }

    private StoredCopies(MongoClient client) {
        this.client = client;
    }

    /** @param orders how many orders the suite has stored, at least one */
    public static StoredCopies of(Servers servers, long orders) {
        StoredCopies copies = new StoredCopies(MongoClients.create(servers.mongo()));
        for (Copied each : Copied.values()) {
            MongoCollection<BsonDocument> collection = each.in(copies.client);
            List<BsonDocument> found =
                    collection.find(new BsonDocument()).limit(SAMPLE).into(new ArrayList<>());
            // A newer or an older build may not use the collection.
            if (!found.isEmpty()) {
                copies.originals.put(each, new Originals(found, (double) collection.countDocuments() / orders));
            }
        }
        return copies;
    }

    /** Copies orders until there are so many copies. */
    public void growTo(long wanted) {
        originals.forEach((each, documents) -> insert(
                each.in(client),
                documents,
                Math.round(copies * documents.perOrder()),
                Math.round(wanted * documents.perOrder())));
        copies = Math.max(copies, wanted);
    }

    private static void insert(MongoCollection<BsonDocument> collection, Originals originals, long from, long to) {
        List<Long> batches = LongStream.iterate(from, first -> first < to, first -> first + BATCH)
                .boxed()
                .toList();
        Parallel.map(
                batches,
                WRITERS,
                first -> collection.insertMany(
                        LongStream.range(first, Math.min(to, first + BATCH))
                                .mapToObj(originals::copy)
                                .toList(),
                        new InsertManyOptions().ordered(false)));
    }

    /** How many orders are stored as copies. */
    public long copies() {
        return copies;
    }

    @Override
    public void close() {
        client.close();
    }
}
