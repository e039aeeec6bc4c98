package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.reservation.Reservation;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.SkuShortage;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestState;
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
        return switch (reservation.state()) {
            case RequestState.Reserved(var leaseUntil) -> response(reservation, "RESERVED", null, leaseUntil);
            case RequestState.Reacquiring reacquiring -> response(reservation, "REACQUIRING", null, null);
            case RequestState.Committed committed -> response(reservation, "COMMITTED", null, null);
            case RequestState.Released(var reason) -> response(reservation, "RELEASED", reason, null);
        };
    }

    private static ReservationResponse response(
            Reservation reservation, String state, @Nullable ReleaseReason reason, @Nullable Instant leaseUntil) {
        return new ReservationResponse(
                reservation.requestId(),
                reservation.cartId(),
                state,
                reason,
                reservation.lines(),
                leaseUntil,
                reservation.shortages());
    }
}
