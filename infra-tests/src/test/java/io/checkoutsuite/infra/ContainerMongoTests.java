package io.checkoutsuite.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** Runs the tests on a real MongoDB if a container engine is available, to verify that the embedded server behaves the same. */
class ContainerMongoTests extends MongoFeatureTests {
    private static MongoClient client;

    ContainerMongoTests() {
        super(client);
    }

    @BeforeAll
    static void start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine is available");
        MongoDBContainer server = new MongoDBContainer("mongo:8.0");
        server.start();
        client = MongoClients.create(server.getConnectionString());
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
    }
}
