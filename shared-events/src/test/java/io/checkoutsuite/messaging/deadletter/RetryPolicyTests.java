package io.checkoutsuite.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import io.checkoutsuite.messaging.MalformedEventException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.MalformedInputException;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.backoff.BackOffExecution;

class RetryPolicyTests {

    @Test
    void a_transient_failure_of_a_server_is_retried_until_the_server_is_back() {
        assertThat(RetryPolicy.isTransient(new IllegalStateException(new ConnectException("refused"))))
                .isTrue();
        assertThat(RetryPolicy.isTransient(new DataAccessResourceFailureException("unavailable")))
                .isTrue();
        assertThat(RetryPolicy.isTransient(new RuntimeException(new MongoTimeoutException("unavailable"))))
                .isTrue();
        assertThat(RetryPolicy.isTransient(new RuntimeException(new MongoNotPrimaryException(
                        new BsonDocument("code", new BsonInt32(10107)), new ServerAddress()))))
                .isTrue();
        assertThat(RetryPolicy.isTransient(new RuntimeException(new NotLeaderOrFollowerException("moving"))))
                .isTrue();
        assertThat(retries(new DataAccessResourceFailureException("unavailable")))
                .isEqualTo(1000);
    }

    @Test
    void bytes_that_are_no_text_are_no_transient_failure() {
        assertThat(RetryPolicy.isTransient(new UncheckedIOException(new MalformedInputException(1))))
                .isFalse();
        assertThat(RetryPolicy.isTransient(
                        new MalformedEventException("unreadable", new IOException("not a JSON document"))))
                .isFalse();
    }

    @Test
    void the_first_attempts_have_lines_of_their_own_in_the_log_and_those_of_an_outage_share_one() {
        ConsumerRecord<byte[], byte[]> message = new ConsumerRecord<>("topic", 1, 7, new byte[0], new byte[0]);

        assertThat(IntStream.rangeClosed(1, 360).mapToObj(attempt -> RetryPolicy.logSubject(message, attempt)))
                .hasSize(360)
                .startsWith("topic-1@7/1", "topic-1@7/2", "topic-1@7/3")
                .satisfies(subjects -> assertThat(Set.copyOf(subjects)).hasSize(6));
    }

    @Test
    void anything_else_is_tried_five_times_in_all() {
        assertThat(retries(new IllegalStateException("a bug of ours"))).isEqualTo(4);
    }

    private static int retries(Throwable failure) {
        BackOffExecution execution = RetryPolicy.backOff(failure).start();
        int retries = 0;
        while (retries < 1000 && execution.nextBackOff() != BackOffExecution.STOP) {
            retries++;
        }
        return retries;
    }
}
