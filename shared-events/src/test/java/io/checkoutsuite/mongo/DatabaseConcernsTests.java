package io.checkoutsuite.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.checkoutsuite.test.servers.TestServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** The options of the connection string and the concerns that the code enforces, combined in a service's own client. */
class DatabaseConcernsTests {

    private final List<BsonDocument> commands = Collections.synchronizedList(new ArrayList<>());

    private ApplicationContextRunner serviceWith(String options) {
        String uri = TestServers.mongoUri("concerns");
        String separator = uri.contains("?") ? "&" : "?";
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DatabaseConfiguration.class, MongoAutoConfiguration.class, DataMongoAutoConfiguration.class))
                .withBean(
                        MongoClientSettingsBuilderCustomizer.class,
                        () -> client -> client.addCommandListener(new CommandListener() {
                            @Override
                            public void commandStarted(CommandStartedEvent event) {
                                commands.add(event.getCommand().clone());
                            }
                        }))
                .withPropertyValues("spring.mongodb.uri=" + uri + (options.isEmpty() ? "" : separator + options));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w=1",
                "w=0",
                "w=2",
                "journal=false",
                "readPreference=secondary",
                "readPreference=primaryPreferred",
                "readConcernLevel=local",
                "readConcernLevel=available",
                "retryWrites=false",
                "retryReads=false",
                "timeoutMS=0",
                "timeoutMS=60000"
            })
    void a_connection_string_that_asks_for_less_is_refused_and_named(String option) {
        serviceWith(option)
                .run(service -> assertThat(service)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("asks for " + option));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socketTimeoutMS=0", "connectTimeoutMS=0", "serverSelectionTimeoutMS=-1", "waitQueueTimeoutMS=0"
            })
    void a_connection_string_that_would_wait_without_end_is_refused(String option) {
        serviceWith(option)
                .run(service -> assertThat(service)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(option.substring(0, option.indexOf('=')) + " without a limit"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server-selection=0s",
                "connect=0s",
                "pool-wait=-1s",
                "write-concern=0s",
                "write-concern=100us",
                "read=0s",
                "write-concern=10s"
            })
    void a_timeout_of_zero_or_without_end_is_refused(String timeout) {
        serviceWith("")
                .withPropertyValues("suite.database-timeouts." + timeout)
                .run(service -> assertThat(service)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll("suite.database-timeouts", "write-concern"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "w=majority&journal=true&readConcernLevel=majority", "serverSelectionTimeoutMS=4000"})
    void every_command_uses_majority_whatever_the_connection_string_leaves_open(String options) {
        serviceWith(options).run(service -> {
            MongoTemplate mongo = service.getBean(MongoTemplate.class);

            mongo.insert(new Document("_id", 1), "things");
            mongo.updateFirst(new Query(), new Update().set("n", 1), "things");
            mongo.findAndModify(new Query(), new Update().inc("n", 1), Document.class, "things");
            assertThat(mongo.findOne(new Query(), Document.class, "things")).containsEntry("n", 2);
            assertThat(mongo.count(new Query(), "things")).isEqualTo(1);
            mongo.remove(new Query(), "things");

            for (String write : List.of("insert", "update", "findAndModify", "delete")) {
                assertThat(command(write).getDocument("writeConcern"))
                        .as(write)
                        .isEqualTo(BsonDocument.parse("{w: 'majority', wtimeout: 8000, j: true}"));
            }
            for (String read : List.of("find", "aggregate")) {
                assertThat(command(read).getDocument("readConcern"))
                        .as(read)
                        .isEqualTo(BsonDocument.parse("{level: 'majority'}"));
                assertThat(command(read).containsKey("$readPreference"))
                        .as(read)
                        .isFalse();
            }
        });
    }

    private BsonDocument command(String name) {
        return commands.stream()
                .filter(command -> command.getFirstKey().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
