package io.checkoutsuite.cart.remote;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/** Repeats calls that may be repeated: under the same request id, the other service finds its own work again. */
final class Retries {

    private static final int ATTEMPTS = 2;
    private static final int PAUSE_MILLIS = 100;

    private Retries() {}

    static <T> T idempotent(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (ResourceAccessException | HttpServerErrorException trouble) {
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
