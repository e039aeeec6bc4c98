package io.checkoutsuite.infra;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PersistentMongoTests extends MongoFeatureTests {
    private static MongoServer server;
    private static MongoClient client;

    PersistentMongoTests() {
        super(client);
    }

    @BeforeAll
    static void start(@TempDir Path dir) {
        server = MongoServer.persistent(dir, 0);
        client = MongoClients.create(server.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }
}
