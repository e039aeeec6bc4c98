package io.checkoutsuite.offer.offer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The validity period of an offer or a code.
 *
 * @param startsAt the first valid instant; null for no start
 * @param endsAt the first instant that is no longer valid; null for no end
 */
public record ValidityPeriod(
        @Nullable Instant startsAt, @Nullable Instant endsAt) {

    public static final ValidityPeriod ALWAYS = new ValidityPeriod(null, null);

    /** The position of an instant relative to the period. A later constant takes precedence when two periods are combined. */
    public enum Phase {
        OPEN,
        NOT_YET,
        OVER
    }

    /** @throws IllegalArgumentException if it ends before it starts */
    public ValidityPeriod {
        if (!isAllowed(startsAt, endsAt)) {
            throw new IllegalArgumentException("A validity period must end after it starts");
        }
    }

    public static boolean isAllowed(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        return startsAt == null || endsAt == null || startsAt.isBefore(endsAt);
    }

    public Phase phaseAt(Instant now) {
        if (endsAt != null && !now.isBefore(endsAt)) {
            return Phase.OVER;
        }
        return startsAt != null && now.isBefore(startsAt) ? Phase.NOT_YET : Phase.OPEN;
    }
}
