package io.checkoutsuite.offer.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a reservation of uses: all of them, or none. */
public sealed interface Reserved {

    /** All uses are held, or already committed, under this request. */
    record Held() implements Reserved {}

    /** None is held, because of these. */
    record Refused(List<RefusedUse> uses) implements Reserved {

        public Refused {
            uses = List.copyOf(uses);
        }
    }

    /** None is held: the request was given back or ran out before. */
    record Closed() implements Reserved {}

    /** One use that cannot be had. */
    record RefusedUse(String offerId, @Nullable String code, Reason reason) {

        RefusedUse(Use use, Reason reason) {
            this(use.offerId(), use.code(), reason);
        }
    }

    /** Why not. */
    enum Reason {
        EXHAUSTED,
        /** Also where the limit is per customer and nobody said which. */
        EXHAUSTED_FOR_CUSTOMER,
        EXPIRED,
        UNKNOWN
    }
}
