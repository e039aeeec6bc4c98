package io.checkoutsuite.reservations;

import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The status of a counter for one generation of one request. */
record CounterStatus(AvailabilityPolicy policy, long available, Held held) {

    enum Held {
        NOTHING,
        BY_OLDER_GENERATION,
        BY_THIS_GENERATION,
        BY_NEWER_GENERATION
    }

    /** Reads a counter document whose holds are restricted to those of the request. */
    static CounterStatus of(Document stored, int generation) {
        Held held = stored.getList(CounterFields.OPEN, Document.class, List.of()).stream()
                .findFirst()
                .map(hold -> held(Long.compare(Counter.number(hold, "g"), generation)))
                .orElse(Held.NOTHING);
        AvailabilityPolicy policy = AvailabilityPolicy.valueOf(stored.getString(CounterFields.POLICY));
        return new CounterStatus(policy, Counter.number(stored, CounterFields.AVAILABLE), held);
    }

    private static Held held(int comparedGeneration) {
        if (comparedGeneration == 0) {
            return Held.BY_THIS_GENERATION;
        }
        return comparedGeneration < 0 ? Held.BY_OLDER_GENERATION : Held.BY_NEWER_GENERATION;
    }

    static boolean isSatisfied(@Nullable CounterStatus status) {
        return status != null && (status.held == Held.BY_THIS_GENERATION || status.policy == AvailabilityPolicy.ALWAYS);
    }

    /** Whether the counter grants the quantity without counting it. */
    static boolean isUncounted(@Nullable CounterStatus status) {
        return status != null && status.policy == AvailabilityPolicy.ALWAYS && status.held != Held.BY_THIS_GENERATION;
    }

    /** Whether another attempt may succeed: enough is available now, or an older call placed a hold that this generation can adopt. */
    static boolean canPlace(@Nullable CounterStatus status, long quantity) {
        return status != null
                && status.policy == AvailabilityPolicy.TRACKED
                && (status.held == Held.BY_OLDER_GENERATION || status.available >= quantity);
    }

    static Shortage shortage(Line line, @Nullable CounterStatus status) {
        long available =
                status == null || status.policy == AvailabilityPolicy.NEVER ? 0 : Math.max(0, status.available);
        return new Shortage(line.counter(), line.quantity(), available);
    }
}
