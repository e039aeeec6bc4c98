package io.checkoutsuite.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of a health check does not depend on the amount of data: it examines no document. */
class MongoHealthTests {
    private static final List<String> DATABASES = List.of("cart", "order");
    private static final int BATCH = 10_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 100_000})
    void a_health_check_examines_no_document(int documents) {
        try (MongoServer server = MongoServer.inMemory(0);
                MongoClient client = MongoClients.create(server.uri())) {
            DATABASES.forEach(database -> fill(client.getDatabase(database).getCollection("things"), documents / 2));
            long before = server.examined();

            client.getDatabase("cart").runCommand(new Document("ping", 1));
            client.getDatabase("cart").runCommand(new Document("hello", 1));
            List<String> listed = client.listDatabaseNames().into(new ArrayList<>());

            assertThat(server.examined()).isEqualTo(before);
            assertThat(listed).containsExactlyElementsOf(DATABASES);
            assertThat(client.listDatabases().map(database -> database.getBoolean("empty")))
                    .containsOnly(false);
        }
    }

    private static void fill(MongoCollection<Document> things, int documents) {
        things.createIndex(Indexes.ascending("state"));
        for (int from = 0; from < documents; from += BATCH) {
            things.insertMany(IntStream.range(from, from + BATCH)
                    .mapToObj(i -> new Document("_id", i).append("state", "S" + i % 10))
                    .toList());
        }
    }
}
