package io.checkoutsuite.acceptance;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.checkoutsuite.stack.Service;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Direct access to the services' databases, to create states that only a killed process or an intruder would leave. */
final class Store {

    private Store() {}

    /** Updates a cart's document; fails if it does not exist. */
    static void writesToCart(String cartId, Bson update) {
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            long found = carts(mongo)
                    .updateOne(Filters.eq("_id", "default/" + cartId), update)
                    .getMatchedCount();
            if (found != 1) {
                throw new AssertionError("No cart " + cartId + " in the database");
            }
        }
    }

    static Document cart(String cartId) {
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            return carts(mongo).find(Filters.eq("_id", "default/" + cartId)).first();
        }
    }

    private static MongoCollection<Document> carts(MongoClient mongo) {
        return mongo.getDatabase(Service.CART.id()).getCollection("carts");
    }

    /** Removes and returns one document; fails if it does not exist. */
    static Document removes(Service service, String collection, Bson which) {
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            Document removed =
                    mongo.getDatabase(service.id()).getCollection(collection).findOneAndDelete(which);
            if (removed == null) {
                throw new AssertionError("No document matches " + which + " in " + collection);
            }
            return removed;
        }
    }

    /** Returns one document; fails if it does not exist. */
    static Document reads(Service service, String collection, Bson which) {
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            Document there = mongo.getDatabase(service.id())
                    .getCollection(collection)
                    .find(which)
                    .first();
            if (there == null) {
                throw new AssertionError("No document matches " + which + " in " + collection);
            }
            return there;
        }
    }

    static void adds(Service service, String collection, Document document) {
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            mongo.getDatabase(service.id()).getCollection(collection).insertOne(document);
        }
    }

    /** Updates one document; fails if it does not exist. */
    static void writes(Service service, String collection, Bson which, Bson update) {
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            long found = mongo.getDatabase(service.id())
                    .getCollection(collection)
                    .updateOne(which, update)
                    .getMatchedCount();
            if (found != 1) {
                throw new AssertionError("No document matches " + which + " in " + collection);
            }
        }
    }

    /** Returns every document of every service as JSON. */
    static List<String> everything() {
        List<String> texts = new ArrayList<>();
        try (MongoClient mongo = MongoClients.create(RunningSuite.mongo())) {
            for (Service service : Service.values()) {
                mongo.getDatabase(service.id())
                        .listCollectionNames()
                        .forEach(collection -> mongo.getDatabase(service.id())
                                .getCollection(collection)
                                .find()
                                .forEach(document -> texts.add(document.toJson())));
            }
        }
        return texts;
    }
}
