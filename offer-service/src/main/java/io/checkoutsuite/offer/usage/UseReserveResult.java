package io.checkoutsuite.offer.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of reserving uses for a checkout: all of them or none. */
public sealed interface UseReserveResult {

    /** All uses are reserved, or already committed, for this request. */
    record Reserved() implements UseReserveResult {}

    /** No use is reserved, because these are not available. */
    record Refused(List<RefusedOfferUse> uses) implements UseReserveResult {

        public Refused {
            uses = List.copyOf(uses);
        }
    }

    /** No use is reserved: the request was released or expired before. */
    record Closed() implements UseReserveResult {}

    /** A use that cannot be reserved. */
    record RefusedOfferUse(String offerId, @Nullable String code, UseRefusalReason reason) {

        RefusedOfferUse(Use use, UseRefusalReason reason) {
            this(use.offerId(), use.code(), reason);
        }
    }

    /** Why a use cannot be reserved. */
    enum UseRefusalReason {
        EXHAUSTED,
        /** Also if the limit is per customer and the customer is unknown. */
        EXHAUSTED_FOR_CUSTOMER,
        EXPIRED,
        UNKNOWN
    }
}
