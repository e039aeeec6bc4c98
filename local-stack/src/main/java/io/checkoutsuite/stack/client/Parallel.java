package io.checkoutsuite.stack.client;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Applies a function to many items on virtual threads, with limited concurrency. */
public final class Parallel {

    private Parallel() {}

    /**
     * Returns the results in the order of the items.
     *
     * @throws CompletionException with the first failure, after all items have been processed
     */
    public static <T, R> List<R> map(Collection<T> items, int concurrency, Function<T, R> work) {
        Semaphore permits = new Semaphore(concurrency);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> results = items.stream()
                    .map(item -> {
                        permits.acquireUninterruptibly();
                        return threads.submit(() -> {
                            try {
                                return work.apply(item);
                            } finally {
                                permits.release();
                            }
                        });
                    })
                    .toList();
            return results.stream().map(Parallel::result).toList();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}
