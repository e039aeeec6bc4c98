package io.checkoutsuite.test.servers;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/** Starts real servers in containers. This is the only class that uses Testcontainers, an optional dependency. */
final class ContainerServers {
    private static final String KAFKA = System.getProperty("suite.kafka.image", "apache/kafka:4.1.1");
    private static final String MONGO = System.getProperty("suite.mongo.image", "mongo:8.0");
    private static final String MAX_MESSAGE_BYTES = Integer.toString(8 * 1024 * 1024);

    private ContainerServers() {}

    static boolean isEngineAvailable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    // Both containers run until the JVM ends; Testcontainers then removes them, even if the JVM was killed.
    @SuppressWarnings("resource")
    static String kafka() {
        KafkaContainer kafka = new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", MAX_MESSAGE_BYTES)
                .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", MAX_MESSAGE_BYTES)
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        kafka.start();
        return kafka.getBootstrapServers();
    }

    @SuppressWarnings("resource")
    static String mongo() {
        MongoDBContainer mongo = new MongoDBContainer(MONGO);
        mongo.start();
        return mongo.getConnectionString();
    }
}
