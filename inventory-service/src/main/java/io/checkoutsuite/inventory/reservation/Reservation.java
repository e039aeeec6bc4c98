package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.reservations.counter.Shortage;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stock that one checkout has requested, and its state.
 *
 * @param cartId null if the rollback arrived before the request
 * @param since when it was committed, or created if it is not committed
 */
public record Reservation(
        String requestId, @Nullable String cartId, List<SkuQuantity> lines, Instant since, RequestState state) {

    static final String CART_ID = "cartId";

    static Reservation of(ReservationRequest request) {
        return new Reservation(
                request.key().requestId(),
                request.attributes().get(CART_ID),
                request.lines().stream()
                        .map(line ->
                                new SkuQuantity(StockKey.parse(line.counter()).sku(), line.quantity()))
                        .toList(),
                request.since(),
                request.state());
    }

    /** What was missing when the sale was committed. */
    public List<SkuShortage> shortages() {
        return state instanceof RequestState.Committed committed ? shortages(committed.shortages()) : List.of();
    }

    static List<SkuShortage> shortages(List<Shortage> shortages) {
        return shortages.stream()
                .map(shortage -> new SkuShortage(
                        StockKey.parse(shortage.counter()).sku(), shortage.requested(), shortage.available()))
                .toList();
    }
}
