package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.reservation.Reservation;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.SkuShortage;
import io.checkoutsuite.reservations.ReleaseReason;
import io.checkoutsuite.reservations.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation as callers see it; {@code leaseUntil} is present only while a lease runs. */
record ReservationAnswer(
        String requestId,
        @Nullable String cartId,
        String state,
        @Nullable ReleaseReason reason,
        List<SkuQuantity> lines,
        @Nullable Instant leaseUntil,
        List<SkuShortage> shortages) {

    static ReservationAnswer of(Reservation reservation) {
        return new ReservationAnswer(
                reservation.requestId(),
                reservation.cartId(),
                state(reservation.state()),
                reservation.reason(),
                reservation.lines(),
                reservation.state() == State.SOFT ? reservation.leaseUntil() : null,
                reservation.shortages());
    }

    private static String state(State state) {
        return switch (state) {
            case SOFT -> "RESERVED";
            case RETAKING -> "KEEPING";
            case HARD -> "KEPT";
            case RELEASED -> "RELEASED";
        };
    }
}
