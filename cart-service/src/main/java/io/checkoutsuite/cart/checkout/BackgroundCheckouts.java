package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs checkouts whose submit was answered before the decision. A graceful shutdown waits for them until a timeout; the rest is left to recovery. */
@Slf4j
@Component
class BackgroundCheckouts implements SmartLifecycle {

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(25);
    /** Stops after the last request is answered, and before the server and everything that it needs. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1536;

    private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    CompletableFuture<Attempt> run(Supplier<Attempt> checkout) {
        CompletableFuture<Attempt> decided = new CompletableFuture<>();
        try {
            threads.execute(() -> runInto(decided, checkout));
        } catch (RejectedExecutionException ending) {
            // The cart is already claimed: a late response is better than leaving the checkout to recovery.
            runInto(decided, checkout);
        }
        return decided;
    }

    private static void runInto(CompletableFuture<Attempt> decided, Supplier<Attempt> checkout) {
        try {
            decided.complete(checkout.get());
        } catch (RuntimeException | Error undecided) {
            log.error("A checkout failed before its decision and is left to recovery", undecided);
            decided.completeExceptionally(undecided);
        }
    }

    @Override
    public void start() {
        if (threads.isShutdown()) {
            threads = Executors.newVirtualThreadPerTaskExecutor();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(SHUTDOWN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("Some checkouts did not end before the shutdown timeout and are left to recovery");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
