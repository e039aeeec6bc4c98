package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.benchmarks.load.Shopper.PreparedCart;
import io.checkoutsuite.stack.client.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Some buyers, each of whom waits for a response before the next request. */
@RequiredArgsConstructor
public final class ClosedLoad {

    private final Shopper shopper;
    private final int buyers;

    /** Buyers create, fill, pay and submit carts until this many were begun or the time is over; begun carts are finished. */
    public LoadResult wholeSequence(long carts, Duration time) {
        AtomicLong left = new AtomicLong(carts);
        return run(time, () -> left.getAndDecrement() > 0 ? shopper.prepare() : null);
    }

    /** Buyers submit carts that were prepared before, until none is left or the time is over. */
    public LoadResult submits(Queue<PreparedCart> prepared, Duration time) {
        return run(time, prepared::poll);
    }

    /** Prepares carts, without submitting them. */
    public Queue<PreparedCart> prepare(long carts) {
        return new ConcurrentLinkedQueue<>(Parallel.map(
                IntStream.range(0, Math.toIntExact(carts)).boxed().toList(), buyers, number -> shopper.prepare()));
    }

    private LoadResult run(Duration time, Supplier<@Nullable PreparedCart> next) {
        long began = System.nanoTime();
        List<List<Submission>> done =
                Parallel.map(IntStream.range(0, buyers).boxed().toList(), buyers, buyer -> {
                    List<Submission> mine = new ArrayList<>();
                    while (System.nanoTime() - began < time.toNanos()) {
                        PreparedCart cart = next.get();
                        if (cart == null) {
                            break;
                        }
                        mine.add(shopper.submit(cart, System.nanoTime()));
                    }
                    return mine;
                });
        return new LoadResult(
                done.stream().flatMap(List::stream).toList(), Duration.ofNanos(System.nanoTime() - began), 0);
    }
}
