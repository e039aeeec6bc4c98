package io.checkoutsuite.benchmarks.load;

import java.time.Duration;

/**
 * How a workload is bought.
 *
 * @param mode which requests the measured time contains
 * @param clients buyers, each of whom waits for a response before the next request; they also prepare carts and warm up
 * @param rate buyers who arrive each second, whether earlier ones have been served or not, instead of a fixed number of buyers; 0 for none
 * @param time the measured time
 * @param orders the measured time ends after this many orders
 * @param doubledPercent the share of carts that are submitted twice at once
 */
public record Load(Mode mode, int clients, double rate, Duration time, long orders, int doubledPercent) {

    /** Which requests are measured. */
    public enum Mode {
        /** Create a cart with its lines and address, enter a code, add a payment, submit. */
        SEQUENCE,
        /** Submit alone; the carts were prepared before the measured time. */
        SUBMIT
    }

    public boolean isOpen() {
        return rate > 0;
    }
}
