package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.reservations.ReleaseReason;
import io.checkoutsuite.reservations.RequestEvent;
import io.checkoutsuite.reservations.RequestState;
import io.checkoutsuite.reservations.ReservationRequest;
import io.checkoutsuite.reservations.Shortage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stock that one checkout has requested, and its state.
 *
 * @param cartId null if the rollback arrived before the request
 * @param reason why the stock was released; null while it is held
 * @param shortages what was missing when the sale was committed
 * @param since when it was committed, or created if it is not committed
 */
public record Reservation(
        String requestId,
        @Nullable String cartId,
        RequestState state,
        @Nullable ReleaseReason reason,
        List<SkuQuantity> lines,
        Instant leaseUntil,
        List<SkuShortage> shortages,
        Instant since) {

    static final String CART_ID = "cartId";

    static Reservation of(ReservationRequest request) {
        return new Reservation(
                request.key().requestId(),
                request.attributes().get(CART_ID),
                request.state(),
                request.reason(),
                request.lines().stream()
                        .map(line ->
                                new SkuQuantity(StockKey.parse(line.counter()).sku(), line.quantity()))
                        .toList(),
                request.until(),
                shortages(request.shortages()),
                request.eventTimes().getOrDefault(RequestEvent.COMMITTED, request.createdAt()));
    }

    static List<SkuShortage> shortages(List<Shortage> shortages) {
        return shortages.stream()
                .map(shortage -> new SkuShortage(
                        StockKey.parse(shortage.counter()).sku(), shortage.requested(), shortage.available()))
                .toList();
    }
}
