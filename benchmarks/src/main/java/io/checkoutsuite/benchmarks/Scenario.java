package io.checkoutsuite.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param mode which requests the measured time contains
 * @param clients buyers, each of whom waits for a response before the next request
 * @param warmUpOrders orders before the measured time
 * @param time the measured time
 * @param orders the measured orders end the run before the time is over
 * @param lines the numbers of lines that carts have, in equal parts
 * @param skus the number of products
 * @param codePercent the share of carts with a code
 */
public record Scenario(
        Mode mode,
        int clients,
        long warmUpOrders,
        Duration time,
        long orders,
        List<Integer> lines,
        int skus,
        int codePercent) {

    public Scenario {
        lines = List.copyOf(lines);
    }

    /** Which requests are measured. */
    public enum Mode {
        /** Create a cart with its lines and address, enter a code, add a payment, submit. */
        SEQUENCE,
        /** Submit alone; the carts were prepared before the measured time. */
        SUBMIT
    }
}
