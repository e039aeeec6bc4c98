package io.checkoutsuite.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A command that the server refuses is an error for its caller alone, as at MongoDB: nodes that compete for a lease refuse each other every second. */
class RefusedCommandTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger("de.bwaldvogel.mongo.wire");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private MongoServer server;
    private MongoClient client;
    private MongoDatabase database;

    @BeforeEach
    void start() {
        server = MongoServer.inMemory(0);
        client = MongoClients.create(server.uri());
        database = client.getDatabase("cart");
        written.start();
        logger.addAppender(written);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(written);
        client.close();
        server.close();
    }

    @Test
    void a_second_document_with_the_same_key_is_refused_without_a_line_in_the_log() {
        MongoCollection<Document> leases = database.getCollection("leases");
        leases.insertOne(new Document("_id", "outbox").append("owner", "one"));

        MongoCommandException refused = catchThrowableOfType(
                MongoCommandException.class,
                () -> leases.findOneAndUpdate(
                        Filters.and(Filters.eq("_id", "outbox"), Filters.eq("owner", "two")),
                        Updates.set("owner", "two"),
                        new FindOneAndUpdateOptions().upsert(true)));

        assertThat(refused.getErrorCode()).isEqualTo(11000);
        assertThat(refused.getErrorCodeName()).isEqualTo("DuplicateKey");
        assertThat(refused.getErrorMessage()).contains("duplicate key").contains("outbox");
        assertThat(leases.find()).containsExactly(new Document("_id", "outbox").append("owner", "one"));
        assertThat(written.list).isEmpty();
    }

    @Test
    void a_sort_order_that_is_none_is_refused_without_a_line_in_the_log() {
        assertThatThrownBy(() -> database.getCollection("leases")
                        .find()
                        .sort(new Document("until", 5))
                        .first())
                .isInstanceOf(MongoException.class)
                .hasMessageContaining("sort");

        assertThat(written.list).isEmpty();
    }
}
