package io.checkoutsuite.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoExceptionTranslator;

class DatabaseErrorsTests {

    private static final ServerAddress SERVER = new ServerAddress();
    private static final BsonDocument NO_DETAILS = new BsonDocument();

    static Stream<Integer> codes() {
        return DatabaseErrors.codes().stream().sorted();
    }

    @Test
    void the_codes_of_a_primary_that_goes_are_known() {
        assertThat(DatabaseErrors.codes())
                .contains(10107, 13435, 13436, 189, 11600, 11602, 64, 91, 100, 6, 7, 89, 9001, 262, 10058);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_command_that_fails_with_such_a_code_met_a_database_that_is_unavailable(int code) {
        assertUnavailable(command(code));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_write_that_fails_with_such_a_code_met_one_too(int code) {
        assertUnavailable(
                new MongoWriteException(new WriteError(code, "not now", NO_DETAILS), SERVER, Set.<String>of()));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void a_bulk_of_which_one_write_failed_so_met_one_too(int code) {
        assertUnavailable(bulk(List.of(11000, code), null));
    }

    @Test
    void a_write_that_was_not_confirmed_by_as_many_as_asked_met_one_whatever_its_code() {
        WriteConcernError unconfirmed = new WriteConcernError(79, "", "waiting for replication", NO_DETAILS);

        assertUnavailable(new MongoWriteConcernException(
                unconfirmed, WriteConcernResult.acknowledged(1, true, null), SERVER, Set.<String>of()));
        assertUnavailable(bulk(List.of(), unconfirmed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RetryableWriteError", "RetryableError", "SystemOverloadedError", "TransientTransactionError"})
    void a_label_of_the_server_counts_where_the_code_is_not_known(String label) {
        assertUnavailable(new MongoCommandException(
                new BsonDocument("code", new BsonInt32(1))
                        .append("errorLabels", new BsonArray(List.of(new BsonString(label)))),
                SERVER));
    }

    @Test
    void the_drivers_own_exceptions_count() {
        assertUnavailable(new MongoTimeoutException("no server"));
        assertUnavailable(new MongoSocketReadTimeoutException("slow", SERVER, new RuntimeException()));
        assertUnavailable(new MongoNotPrimaryException(answer(1), SERVER));
        assertUnavailable(new MongoNodeIsRecoveringException(answer(1), SERVER));
        assertUnavailable(new MongoInterruptedException("stopping", new InterruptedException()));
    }

    @Test
    void springs_exceptions_count_without_the_drivers() {
        assertThat(DatabaseErrors.isUnavailable(new DataAccessResourceFailureException("unavailable")))
                .isTrue();
    }

    @Test
    void the_cause_may_lie_deep() {
        assertThat(DatabaseErrors.isUnavailable(
                        new IllegalStateException(new RuntimeException(translated(command(10107))))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 11000, 10334, 17280, 52, 66, 121, 40, 16755})
    void what_the_database_refuses_is_no_unavailable_database(int code) {
        for (MongoException refused : List.of(
                command(code),
                new MongoWriteException(new WriteError(code, "refused", NO_DETAILS), SERVER, Set.<String>of()),
                bulk(List.of(code), null))) {
            assertThat(DatabaseErrors.isUnavailable(refused))
                    .as(refused.toString())
                    .isFalse();
            assertThat(DatabaseErrors.isUnavailable(translated(refused)))
                    .as("translated: " + refused)
                    .isFalse();
        }
    }

    @Test
    void anything_else_is_no_unavailable_database() {
        assertThat(DatabaseErrors.isUnavailable(null)).isFalse();
        assertThat(DatabaseErrors.isUnavailable(new IllegalStateException("a bug of ours")))
                .isFalse();
    }

    @Test
    void causes_that_go_round_in_a_circle_end() {
        RuntimeException first = new RuntimeException();
        RuntimeException second = new RuntimeException(first);
        first.initCause(second);

        assertThat(DatabaseErrors.isUnavailable(first)).isFalse();
    }

    private static void assertUnavailable(MongoException failure) {
        assertThat(DatabaseErrors.isUnavailable(failure)).as(failure.toString()).isTrue();
        assertThat(DatabaseErrors.isUnavailable(translated(failure)))
                .as("translated: " + failure)
                .isTrue();
    }

    private static RuntimeException translated(MongoException failure) {
        DataAccessException known = new MongoExceptionTranslator().translateExceptionIfPossible(failure);
        return known == null ? failure : known;
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(answer(code), SERVER);
    }

    private static BsonDocument answer(int code) {
        return new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("failed"));
    }

    private static MongoBulkWriteException bulk(List<Integer> codes, @Nullable WriteConcernError unconfirmed) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                codes.stream()
                        .map(code -> new BulkWriteError(code, "failed", NO_DETAILS, 0))
                        .toList(),
                unconfirmed,
                SERVER,
                Set.of());
    }
}
