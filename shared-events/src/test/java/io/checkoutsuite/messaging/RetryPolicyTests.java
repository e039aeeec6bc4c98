package io.checkoutsuite.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.backoff.BackOffExecution;

class RetryPolicyTests {

    @Test
    void trouble_with_a_server_is_tried_until_the_server_is_back() {
        assertThat(RetryPolicy.isTrouble(new IllegalStateException(new ConnectException("refused"))))
                .isTrue();
        assertThat(RetryPolicy.isTrouble(new DataAccessResourceFailureException("away")))
                .isTrue();
        assertThat(RetryPolicy.isTrouble(new RuntimeException(new MongoTimeoutException("away"))))
                .isTrue();
        assertThat(retries(new DataAccessResourceFailureException("away"))).isEqualTo(1000);
    }

    @Test
    void anything_else_is_tried_five_times_in_all() {
        assertThat(retries(new IllegalStateException("a fault of ours"))).isEqualTo(4);
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
