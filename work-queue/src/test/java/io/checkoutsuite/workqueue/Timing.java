package io.checkoutsuite.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** How long calls take, on a machine that other work may delay. */
public final class Timing {

    private static final int TRIES = 3;

    private Timing() {}

    public static Duration of(Callable<?> call) throws Exception {
        long start = System.nanoTime();
        call.call();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Requires that a call never takes less time, and that at least one of three tries takes no more. */
    public static void assertTakes(Duration least, Duration most, Callable<?> call) throws Exception {
        List<Duration> tries = new ArrayList<>();
        do {
            tries.add(of(call));
        } while (tries.size() < TRIES && tries.getLast().compareTo(most) > 0);
        assertThat(tries).allSatisfy(taken -> assertThat(taken).isGreaterThanOrEqualTo(least));
        assertThat(tries).anySatisfy(taken -> assertThat(taken).isLessThanOrEqualTo(most));
    }
}
