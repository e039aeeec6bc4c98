package io.checkoutsuite.acceptance;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Runs actions concurrently. */
final class Concurrently {

    private Concurrently() {}

    /** Runs the action for each buyer with limited concurrency; returns the results in the order of the buyers. */
    static <T, R> List<R> each(Collection<T> buyers, int concurrency, Function<T, R> action) {
        Semaphore permits = new Semaphore(concurrency);
        return all(buyers.stream()
                .<Callable<R>>map(buyer -> () -> {
                    permits.acquire();
                    try {
                        return action.apply(buyer);
                    } finally {
                        permits.release();
                    }
                })
                .toList());
    }

    /** Runs all actions at the same time. */
    static <R> List<R> all(List<Callable<R>> actions) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> results = actions.stream().map(threads::submit).toList();
            return results.stream().map(Concurrently::result).toList();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
