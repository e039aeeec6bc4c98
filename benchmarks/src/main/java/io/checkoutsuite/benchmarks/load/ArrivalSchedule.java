package io.checkoutsuite.benchmarks.load;

/**
 * When buyers arrive under an open load: at equal intervals, whether earlier ones have been served or not.
 *
 * @param perSecond arrivals a second
 */
record ArrivalSchedule(double perSecond) {

    private static final double NANOS = 1e9;

    ArrivalSchedule {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("Buyers arrive at more than 0 a second.");
        }
    }

    /** The time from the beginning until the buyer with this number, counted from 0, arrives. */
    long dueNanos(long number) {
        return Math.round(number * NANOS / perSecond);
    }

    /** How many buyers arrive in this time, counted from the first one, who arrives at the beginning. */
    long arrivals(long nanos) {
        return (long) Math.ceil(nanos * perSecond / NANOS);
    }
}
