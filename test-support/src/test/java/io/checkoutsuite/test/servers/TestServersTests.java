package io.checkoutsuite.test.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestServersTests {
    @AfterEach
    void clearProperties() {
        System.clearProperty("suite.servers");
        System.clearProperty("MONGODB_URI");
        System.clearProperty("KAFKA_BOOTSTRAP");
    }

    @Test
    void there_is_one_broker_for_all() throws Exception {
        String bootstrap = TestServers.kafka();

        assertThat(TestServers.kafka()).isEqualTo(bootstrap);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS))
                    .hasSize(1);
        }
    }

    @Test
    void every_caller_gets_its_own_database_on_one_server() {
        ConnectionString one = new ConnectionString(TestServers.mongoUri("cart"));
        ConnectionString other = new ConnectionString(TestServers.mongoUri("cart"));

        assertThat(one.getHosts()).isEqualTo(other.getHosts());
        assertThat(one.getDatabase()).startsWith("cart-").isNotEqualTo(other.getDatabase());
        try (MongoClient client = MongoClients.create(one)) {
            client.getDatabase(one.getDatabase()).getCollection("carts").insertOne(new Document("_id", 1));
            assertThat(client.getDatabase(other.getDatabase())
                            .getCollection("carts")
                            .countDocuments())
                    .isZero();
        }
    }

    @Test
    void a_database_name_is_short_and_plain() {
        assertThat(TestServers.newDatabase("io.checkoutsuite.cart/A very long name of a test class"))
                .hasSize(53)
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void servers_named_by_the_user_come_first() {
        System.setProperty("suite.servers", "containers");
        System.setProperty("MONGODB_URI", "mongodb://db.example:27017");
        System.setProperty("KAFKA_BOOTSTRAP", "kafka.example:9092");

        assertThat(ServerChoice.mongo()).isEqualTo("mongodb://db.example:27017");
        assertThat(ServerChoice.kafka()).isEqualTo("kafka.example:9092");
    }

    @Test
    void a_misspelt_choice_is_refused() {
        System.setProperty("suite.servers", "container");

        assertThatThrownBy(ServerChoice::mongo).hasMessageContaining("embedded, containers or auto");
    }

    @Test
    void containers_asked_for_are_not_silently_replaced() {
        System.setProperty("suite.servers", "containers");

        if (ContainerServers.isEngineAvailable()) {
            assertThat(ServerChoice.mongo()).startsWith("mongodb://");
        } else {
            assertThatThrownBy(ServerChoice::mongo).hasMessageContaining("no container engine");
        }
    }

    @Test
    void auto_always_finds_a_server() {
        System.setProperty("suite.servers", "auto");

        try (MongoClient client = MongoClients.create(ServerChoice.mongo())) {
            assertThat(client.getDatabase("any").runCommand(new Document("ping", 1)))
                    .containsEntry("ok", 1.0);
        }
    }

    @Test
    void a_database_is_put_into_any_connection_string() {
        assertThat(MongoUri.withDatabase("mongodb://h:1", "d")).isEqualTo("mongodb://h:1/d");
        assertThat(MongoUri.withDatabase("mongodb://h:1/", "d")).isEqualTo("mongodb://h:1/d");
        assertThat(MongoUri.withDatabase("mongodb://h:1,i:2/?replicaSet=rs", "d"))
                .isEqualTo("mongodb://h:1,i:2/d?replicaSet=rs");
        assertThat(MongoUri.withDatabase("mongodb://u:p@h:1/old", "d")).isEqualTo("mongodb://u:p@h:1/d?authSource=old");
        assertThat(MongoUri.withDatabase("mongodb://u:p@h:1/?w=1", "d"))
                .isEqualTo("mongodb://u:p@h:1/d?w=1&authSource=admin");
        assertThat(MongoUri.withDatabase("mongodb://u:p@h:1/?authSource=a", "d"))
                .isEqualTo("mongodb://u:p@h:1/d?authSource=a");
    }
}
