package io.checkoutsuite.cart.remote;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/** Repeats calls that may be repeated: under the same request id, the other service finds its own work again. */
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
                // No answer, one that breaks off in its body, or a server's own fault.
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
