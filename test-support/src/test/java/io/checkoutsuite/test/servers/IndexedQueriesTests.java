package io.checkoutsuite.test.servers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ConnectionDescription;
import com.mongodb.connection.ServerId;
import com.mongodb.event.CommandStartedEvent;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedQueriesTests {
    private final IndexedQueries check =
            new IndexedQueries(() -> Optional.of("a service"), "orders: lines.sku", "orders: rare");

    @BeforeEach
    void some_indexes() {
        ask("{createIndexes: 'orders', indexes: [{key: {tenant: 1, customer: 1, seq: -1}}, {key: {tenant: 1, seq: -1}},"
                + " {key: {'lines.sku': 1}}]}");
    }

    private void ask(String command) {
        check.commandStarted(event(command));
        check.verify();
    }

    private static CommandStartedEvent event(String command) {
        BsonDocument parsed = RawBsonDocument.parse(command);
        return new CommandStartedEvent(
                null,
                1,
                1,
                new ConnectionDescription(new ServerId(new ClusterId(), new ServerAddress())),
                "shop",
                parsed.getFirstKey(),
                parsed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'orders', filter: {_id: 't/1', tenant: 't'}}",
                "{find: 'orders', filter: {tenant: 't', customer: 'ann'}}",
                "{find: 'orders', filter: {tenant: 't', customer: {$in: ['ann', 'bob']}, total: {$gt: 5}}}",
                "{find: 'orders', filter: {tenant: 't', seq: {$lt: 'x'}}}",
                "{find: 'orders', filter: {tenant: 't'}, sort: {seq: -1}, limit: 5}",
                "{find: 'orders', filter: {_id: {$gt: 't/1'}, total: 5}, sort: {_id: 1}, limit: 5}",
                "{find: 'orders', filter: {tenant: 't', customer: 'ann', $or: [{seq: 1}, {seq: 2}]}, sort: {seq: -1}, limit: 5}",
                "{find: 'orders', filter: {lines: {$elemMatch: {sku: 'mug'}}}}",
                "{find: 'orders', filter: {$or: [{_id: 1}, {tenant: 't', seq: 'x'}]}}",
                "{find: 'orders', filter: {'lines.sku': 'mug'}, sort: {total: 1}, limit: 5}",
                "{update: 'orders', updates: [{q: {_id: 1}, u: {}}]}"
            })
    void a_query_that_an_index_supports_is_let_through(String command) {
        assertThatCode(() -> ask(command)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'orders', filter: {}}",
                "{find: 'orders', filter: {rare: 1}, sort: {total: 1}, limit: 5}",
                "{find: 'orders', filter: {customer: 'ann'}}",
                "{find: 'orders', filter: {tenant: 't'}}",
                "{find: 'orders', filter: {tenant: 't', customer: {$ne: 'ann'}}}",
                "{find: 'orders', filter: {_id: {$ne: 1}}}",
                "{find: 'orders', filter: {$or: [{_id: 1}, {total: 5}]}}",
                "{find: 'orders', filter: {tenant: 't'}, sort: {total: 1}, limit: 5}",
                "{find: 'orders', filter: {tenant: 't', customer: 'ann'}, sort: {total: 1}, limit: 5}",
                "{find: 'orders', filter: {tenant: 't', customer: 'ann'}, sort: {seq: -1, _id: -1}, limit: 5}",
                "{find: 'others', filter: {tenant: 't', customer: 'ann'}}",
                "{aggregate: 'orders', pipeline: [{$match: {total: 5}}]}",
                "{update: 'orders', updates: [{q: {_id: 1}, u: {}}, {q: {total: 5}, u: {}}]}",
                "{delete: 'orders', deletes: [{q: {total: 5}, limit: 0}]}",
                "{findAndModify: 'orders', query: {total: 5}}"
            })
    void a_query_without_an_index_fails(String command) {
        assertThatThrownBy(() -> ask(command))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("No index of");
    }

    @Test
    void a_unique_index_without_the_shard_key_fails() {
        assertThatThrownBy(
                        () -> ask("{createIndexes: 'orders', indexes: [{key: {tenant: 1, number: 1}, unique: true}]}"))
                .hasMessageContaining("does not contain the shard key");
        assertThatCode(() -> ask("{createIndexes: 'orders', indexes: [{key: {_id: 1, number: 1}, unique: true}]}"))
                .doesNotThrowAnyException();
    }

    @Test
    void what_cannot_be_read_is_not_passed_over() {
        assertThatThrownBy(() -> ask("{find: 'orders', filter: 5}")).hasMessageContaining("Cannot read");
    }

    @Test
    void queries_of_the_tests_themselves_are_not_checked() {
        IndexedQueries ofTests = new IndexedQueries();
        ofTests.commandStarted(event("{find: 'orders', filter: {total: 5}}"));
        assertThatCode(ofTests::verify).doesNotThrowAnyException();
    }
}
