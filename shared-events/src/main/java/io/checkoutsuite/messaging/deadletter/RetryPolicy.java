package io.checkoutsuite.messaging.deadletter;

import io.checkoutsuite.messaging.MalformedEventException;
import io.checkoutsuite.messaging.inbox.ConsumptionInProgressException;
import io.checkoutsuite.mongo.DatabaseErrors;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * How often a message is retried. An unavailable server is not the message's fault, so the message is retried until the server is back; after
 * any other failure it is retried a few times and then parked.
 */
final class RetryPolicy {

    private static final int MAX_RETRIES = 4;
    private static final int LOGGED_ATTEMPTS = MAX_RETRIES + 1;

    private RetryPolicy() {}

    static BackOff noRetries() {
        return new FixedBackOff(0, 0);
    }

    /** For messages that must not be skipped. */
    static BackOff unlimited() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2.0);
        backOff.setMaxInterval(10_000);
        return backOff;
    }

    static BackOff backOff(@Nullable Throwable failure) {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2.0);
        backOff.setMaxInterval(10_000);
        if (!isTransient(failure)) {
            backOff.setMaxAttempts(MAX_RETRIES);
        }
        return backOff;
    }

    /**
     * The subject of the log lines about the attempts of a record: each of the first attempts has lines of its own, the later ones share theirs,
     * because those of an outage are many.
     */
    static String logSubject(ConsumerRecord<?, ?> message, int attempt) {
        return message.topic() + "-" + message.partition() + "@" + message.offset() + "/"
                + Math.min(attempt, LOGGED_ATTEMPTS + 1);
    }

    /** Whether the cause is a server or a process that will be available again. */
    static boolean isTransient(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case ConsumptionInProgressException busy -> true;
            case MalformedEventException unreadable -> false;
            case CharConversionException unreadable -> false;
            case CharacterCodingException unreadable -> false;
            case IOException unreachable -> true;
            case TimeoutException slow -> true;
            case RetriableException broker -> true;
            case Throwable other -> DatabaseErrors.isUnavailable(other) || isTransient(other.getCause());
        };
    }
}
