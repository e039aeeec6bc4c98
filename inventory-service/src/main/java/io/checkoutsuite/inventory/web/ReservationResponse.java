package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.reservation.Reservation;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.SkuShortage;
import io.checkoutsuite.reservations.ReleaseReason;
import io.checkoutsuite.reservations.RequestState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation as callers see it; {@code leaseUntil} is present only while a lease runs. */
record ReservationResponse(
        String requestId,
        @Nullable String cartId,
        String state,
        @Nullable ReleaseReason reason,
        List<SkuQuantity> lines,
        @Nullable Instant leaseUntil,
        List<SkuShortage> shortages) {

    static ReservationResponse of(Reservation reservation) {
        return new ReservationResponse(
                reservation.requestId(),
                reservation.cartId(),
                state(reservation.state()),
                reservation.reason(),
                reservation.lines(),
                reservation.state() == RequestState.RESERVED ? reservation.leaseUntil() : null,
                reservation.shortages());
    }

    private static String state(RequestState state) {
        return switch (state) {
            case RESERVED -> "RESERVED";
            case REACQUIRING -> "REACQUIRING";
            case COMMITTED -> "COMMITTED";
            case RELEASED -> "RELEASED";
        };
    }
}
