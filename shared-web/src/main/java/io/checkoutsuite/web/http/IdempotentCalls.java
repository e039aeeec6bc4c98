package io.checkoutsuite.web.http;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Retries idempotent calls once: the other service recognizes the request id and finds its own earlier work. */
public final class IdempotentCalls {

    private static final Duration BACK_OFF = Duration.ofMillis(100);

    private static final RetryTemplate ONCE_MORE = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(1)
            .delay(BACK_OFF)
            .jitter(BACK_OFF)
            .predicate(IdempotentCalls::isUnanswered)
            .build());

    private IdempotentCalls() {}

    /** Whether there was no response, an incomplete one, or a server error; a refusal would be repeated. */
    private static boolean isUnanswered(Throwable failure) {
        return failure instanceof RestClientException && !(failure instanceof HttpClientErrorException);
    }

    /** @throws RestClientException of the last attempt */
    public static <T> T retry(Supplier<T> call) {
        return ONCE_MORE.invoke(call);
    }

    /** @throws RestClientException of the last attempt */
    public static void retry(Runnable call) {
        ONCE_MORE.invoke(call);
    }
}
