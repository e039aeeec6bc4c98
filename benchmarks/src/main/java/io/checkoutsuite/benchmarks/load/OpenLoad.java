package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.benchmarks.load.Shopper.PreparedCart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import lombok.RequiredArgsConstructor;

/**
 * Buyers who arrive at a fixed rate, like real ones: none waits for the response to another. Their times count from the moment at which they were due, so
 * that a suite that falls behind does not look fast because it was asked less often (coordinated omission).
 */
@RequiredArgsConstructor
public final class OpenLoad {

    private final Shopper shopper;
    private final double perSecond;

    /** How many carts a load of this duration submits. */
    public long carts(Duration time) {
        return new ArrivalSchedule(perSecond).arrivals(time.toNanos());
    }

    /** Buyers arrive, create, fill, pay and submit their carts. */
    public LoadResult wholeSequence(Duration time) {
        return run(time, due -> {
            PreparedCart cart = shopper.prepare(due);
            return shopper.submit(cart, System.nanoTime());
        });
    }

    /** Buyers submit carts that were prepared before. */
    public LoadResult submits(Queue<PreparedCart> prepared, Duration time) {
        return run(time, due -> shopper.submit(prepared.remove(), due));
    }

    private LoadResult run(Duration time, LongFunction<Submission> buyer) {
        ArrivalSchedule schedule = new ArrivalSchedule(perSecond);
        long buyers = schedule.arrivals(time.toNanos());
        List<Future<Submission>> arrived = new ArrayList<>();
        long began = System.nanoTime();
        double latest = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < buyers; i++) {
                long due = began + schedule.dueNanos(i);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                latest = Math.max(latest, (System.nanoTime() - due) / 1e6);
                arrived.add(threads.submit(() -> buyer.apply(due)));
            }
        }
        return new LoadResult(
                arrived.stream().map(OpenLoad::result).toList(), Duration.ofNanos(System.nanoTime() - began), latest);
    }

    private static Submission result(Future<Submission> buyer) {
        try {
            return buyer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A buyer could not submit: the rate is higher than the suite can serve", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
