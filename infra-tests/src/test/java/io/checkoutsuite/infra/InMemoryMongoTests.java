package io.checkoutsuite.infra;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.junit.jupiter.api.AfterAll;

class InMemoryMongoTests extends MongoFeatureTests {
    private static final MongoServer SERVER = MongoServer.inMemory(0);
    private static final MongoClient CLIENT = MongoClients.create(SERVER.uri());

    InMemoryMongoTests() {
        super(CLIENT);
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        SERVER.close();
    }
}
