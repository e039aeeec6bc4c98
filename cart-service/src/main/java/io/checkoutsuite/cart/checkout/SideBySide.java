package io.checkoutsuite.cart.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Calls a function for several items at the same time. */
final class SideBySide {

    private SideBySide() {}

    /**
     * Returns the results in the order of the items, when all calls have ended. A single one runs on this thread, several on virtual threads
     * with its log context.
     *
     * @throws RuntimeException the first failure in the order of the items
     */
    static <T, R> List<R> map(List<T> items, Function<T, R> work) {
        if (items.size() == 1) {
            return List.of(work.apply(items.getFirst()));
        }
        List<Future<R>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            @Nullable Map<String, String> logContext = MDC.getCopyOfContextMap();
            items.forEach(item -> results.add(threads.submit(() -> {
                MDC.setContextMap(logContext == null ? Map.of() : logContext);
                return work.apply(item);
            })));
        }
        return results.stream().map(SideBySide::result).toList();
    }

    private static <R> R result(Future<R> ended) {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new CompletionException(e.getCause());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("All calls have ended", e);
        }
    }
}
