package io.checkoutsuite.workqueue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** A call in a thread of its own, which may wait. */
public final class Background<T> {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = Thread.ofPlatform().daemon().start(task);
    }

    /** Starts the call. */
    public static <T> Background<T> of(Callable<T> call) {
        return new Background<>(call);
    }

    /** Returns when the call waits for something. */
    public Background<T> awaitWaiting() {
        Awaitility.await("waits")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> switch (thread.getState()) {
                    case WAITING, TIMED_WAITING -> true;
                    default -> false;
                });
        return this;
    }

    public boolean isDone() {
        return task.isDone();
    }

    public void interrupt() {
        thread.interrupt();
    }

    public T result() throws Exception {
        try {
            return task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw new AssertionError(failed.getCause());
        } catch (TimeoutException stuck) {
            throw new AssertionError("The call is still waiting after " + LIMIT, stuck);
        }
    }

    /** The exception with which the call ends. */
    public Throwable failure() throws Exception {
        try {
            T result = task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("The call has returned " + result);
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }
}
