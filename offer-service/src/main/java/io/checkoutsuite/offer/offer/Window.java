package io.checkoutsuite.offer.offer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an offer or a code is valid.
 *
 * @param startsAt the first instant; null for always so far
 * @param endsAt the first instant no more; null for ever
 */
public record Window(@Nullable Instant startsAt, @Nullable Instant endsAt) {

    public static final Window ALWAYS = new Window(null, null);

    /** Where a moment lies; the later, the less can be done about it. */
    public enum Phase {
        OPEN,
        NOT_YET,
        OVER
    }

    /** @throws IllegalArgumentException if it ends before it starts */
    public Window {
        if (!isAllowed(startsAt, endsAt)) {
            throw new IllegalArgumentException("A window ends after it starts");
        }
    }

    public static boolean isAllowed(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        return startsAt == null || endsAt == null || startsAt.isBefore(endsAt);
    }

    public Phase at(Instant now) {
        if (endsAt != null && !now.isBefore(endsAt)) {
            return Phase.OVER;
        }
        return startsAt != null && now.isBefore(startsAt) ? Phase.NOT_YET : Phase.OPEN;
    }
}
