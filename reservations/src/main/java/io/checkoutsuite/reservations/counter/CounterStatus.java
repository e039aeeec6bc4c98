package io.checkoutsuite.reservations.counter;

/** The status of a counter for one generation of one request. */
public record CounterStatus(AvailabilityPolicy policy, long available, Held held) {

    /** The status of a counter that does not exist. */
    public static final CounterStatus UNKNOWN = new CounterStatus(AvailabilityPolicy.NEVER, 0, Held.NOTHING);

    /** What the counter holds for the request. */
    public enum Held {
        NOTHING,
        BY_OLDER_GENERATION,
        BY_THIS_GENERATION,
        BY_NEWER_GENERATION;

        /** Compares the generation of the hold with the request's current one. */
        public static Held of(int generation, int current) {
            if (generation == current) {
                return BY_THIS_GENERATION;
            }
            return generation < current ? BY_OLDER_GENERATION : BY_NEWER_GENERATION;
        }
    }

    public boolean isSatisfied() {
        return held == Held.BY_THIS_GENERATION || policy == AvailabilityPolicy.ALWAYS;
    }

    /** Whether the counter grants any quantity without counting it. */
    public boolean isUncounted() {
        return policy == AvailabilityPolicy.ALWAYS && held != Held.BY_THIS_GENERATION;
    }

    /** Whether another attempt may succeed: enough is available now, or an older call placed a hold that this generation can adopt. */
    public boolean canPlace(long quantity) {
        return policy == AvailabilityPolicy.TRACKED && (held == Held.BY_OLDER_GENERATION || available >= quantity);
    }

    /** How much less than the hold the counter has. */
    public Shortage shortage(Hold hold) {
        return new Shortage(
                hold.counter(), hold.quantity(), policy == AvailabilityPolicy.NEVER ? 0 : Math.max(0, available));
    }
}
