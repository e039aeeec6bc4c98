package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.Holdings;
import io.checkoutsuite.messaging.TimeRange;
import io.checkoutsuite.reservations.State;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the stock that checkouts have reserved or committed. */
@Component
@RequiredArgsConstructor
class StockHoldings implements Holdings {

    private static final String SOFT = "STOCK_SOFT";
    private static final String KEPT = "STOCK_KEPT";
    private static final int LISTED = 10;

    private final StockReservations reservations;

    @Override
    public List<Holding> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return reservations.holding(tenant, created, after, limit).stream()
                .map(StockHoldings::holding)
                .toList();
    }

    private static Holding holding(Reservation reservation) {
        return new Holding(
                reservation.requestId(),
                reservation.requestId(),
                Objects.requireNonNullElse(reservation.cartId(), ""),
                reservation.state() == State.HARD ? KEPT : SOFT,
                reservation.since(),
                detail(reservation));
    }

    private static String detail(Reservation reservation) {
        String lines = quantities(reservation.lines());
        return reservation.shortages().isEmpty()
                ? lines
                : lines + "; too little of "
                        + reservation.shortages().stream()
                                .limit(LISTED)
                                .map(SkuShortage::sku)
                                .collect(Collectors.joining(", "));
    }

    private static String quantities(List<SkuQuantity> lines) {
        String first = lines.stream()
                .limit(LISTED)
                .map(line -> line.sku() + " × " + line.quantity())
                .collect(Collectors.joining(", "));
        return lines.size() <= LISTED ? first : first + " and " + (lines.size() - LISTED) + " more";
    }
}
