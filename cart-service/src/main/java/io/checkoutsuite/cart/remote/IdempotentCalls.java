package io.checkoutsuite.cart.remote;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Retries idempotent calls: the other service recognizes the request id and finds its own earlier work. */
final class IdempotentCalls {

    private static final int ATTEMPTS = 2;
    private static final int BACK_OFF_MILLIS = 100;

    private IdempotentCalls() {}

    static <T> T retry(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (HttpClientErrorException refused) {
                throw refused;
            } catch (RestClientException failure) {
                // No response, an incomplete one, or a server error.
                if (attempt == ATTEMPTS) {
                    throw failure;
                }
                backOff();
            }
        }
    }

    static void retry(Runnable call) {
        retry(() -> {
            call.run();
            return true;
        });
    }

    private static void backOff() {
        try {
            Thread.sleep(BACK_OFF_MILLIS + ThreadLocalRandom.current().nextInt(BACK_OFF_MILLIS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
