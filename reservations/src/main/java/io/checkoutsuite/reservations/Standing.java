package io.checkoutsuite.reservations;

import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The status of a counter for one generation of one request. */
record Standing(Policy policy, long available, Held held) {

    enum Held {
        NOTHING,
        BY_OLDER_TAKE,
        BY_THIS_TAKE,
        BY_NEWER_TAKE
    }

    /** Reads a counter document whose holds are restricted to those of the request. */
    static Standing of(Document stored, int take) {
        Held held = stored.getList(CounterFields.OPEN, Document.class, List.of()).stream()
                .findFirst()
                .map(entry -> held(Long.compare(Counter.number(entry, "t"), take)))
                .orElse(Held.NOTHING);
        Policy policy = Policy.valueOf(stored.getString(CounterFields.POLICY));
        return new Standing(policy, Counter.number(stored, CounterFields.AVAILABLE), held);
    }

    private static Held held(int comparedToTake) {
        if (comparedToTake == 0) {
            return Held.BY_THIS_TAKE;
        }
        return comparedToTake < 0 ? Held.BY_OLDER_TAKE : Held.BY_NEWER_TAKE;
    }

    static boolean satisfied(@Nullable Standing standing) {
        return standing != null && (standing.held == Held.BY_THIS_TAKE || standing.policy == Policy.ALWAYS);
    }

    /** Whether the counter grants the quantity without counting it. */
    static boolean isUncounted(@Nullable Standing standing) {
        return standing != null && standing.policy == Policy.ALWAYS && standing.held != Held.BY_THIS_TAKE;
    }

    /** Whether another attempt may succeed: enough is available now, or an older call placed a hold that this generation can adopt. */
    static boolean couldGive(@Nullable Standing standing, long quantity) {
        return standing != null
                && standing.policy == Policy.TRACKED
                && (standing.held == Held.BY_OLDER_TAKE || standing.available >= quantity);
    }

    static Shortage shortage(Line line, @Nullable Standing standing) {
        long available = standing == null || standing.policy == Policy.NEVER ? 0 : Math.max(0, standing.available);
        return new Shortage(line.counter(), line.quantity(), available);
    }
}
