package io.checkoutsuite.cart.remote;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Retries idempotent calls: the other service recognizes the request id and finds its own earlier work. */
final class Retries {

    private static final int ATTEMPTS = 2;
    private static final int PAUSE_MILLIS = 100;

    private Retries() {}

    static <T> T idempotent(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (HttpClientErrorException refused) {
                throw refused;
            } catch (RestClientException trouble) {
                // No response, an incomplete one, or a server error.
                if (attempt == ATTEMPTS) {
                    throw trouble;
                }
                pause();
            }
        }
    }

    static void idempotent(Runnable call) {
        idempotent(() -> {
            call.run();
            return true;
        });
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
