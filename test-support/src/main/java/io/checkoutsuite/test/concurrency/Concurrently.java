package io.checkoutsuite.test.concurrency;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs actions concurrently; fails with the first of their exceptions. */
public final class Concurrently {

    private Concurrently() {}

    /** Runs the action for each buyer with limited concurrency; returns the results in the order of the buyers. */
    public static <T, R> List<R> each(Collection<T> buyers, int concurrency, Function<T, R> action) {
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

    /** Runs the action this many times at the same time, with numbers from 0. */
    public static <R> List<R> times(int count, IntFunction<R> action) {
        return all(IntStream.range(0, count)
                .<Callable<R>>mapToObj(number -> () -> action.apply(number))
                .toList());
    }

    /** Runs all actions at the same time. */
    public static <R> List<R> all(Collection<? extends Callable<R>> actions) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> results = actions.stream()
                    .map(action -> threads.submit(() -> {
                        start.await();
                        return action.call();
                    }))
                    .toList();
            start.countDown();
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
