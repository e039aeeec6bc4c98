package io.checkoutsuite.messaging;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How often a message is tried. Trouble with a server is no fault of the message, so it is tried until the server is back; anything else a
 * few times, then it is parked.
 */
final class RetryPolicy {

    private static final int ATTEMPTS_AFTER_THE_FIRST = 4;

    private RetryPolicy() {}

    static BackOff backOff(@Nullable Throwable failure) {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2.0);
        backOff.setMaxInterval(10_000);
        if (!isTrouble(failure)) {
            backOff.setMaxAttempts(ATTEMPTS_AFTER_THE_FIRST);
        }
        return backOff;
    }

    /** Whether the cause lies with a server or a process that will come back. */
    static boolean isTrouble(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case ConsumedElsewhereException busy -> true;
            case DataAccessResourceFailureException unreachable -> true;
            case TransientDataAccessException passing -> true;
            case com.mongodb.MongoSocketException unreachable -> true;
            case com.mongodb.MongoTimeoutException unreachable -> true;
            case IOException unreachable -> true;
            case TimeoutException slow -> true;
            case Throwable other -> isTrouble(other.getCause());
        };
    }
}
