package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.HeldResources;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.reservations.request.RequestState;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the stock that checkouts have reserved or committed. */
@Component
@RequiredArgsConstructor
class StockHeldResources implements HeldResources {

    private static final String RESERVED = "STOCK_RESERVED";
    private static final String COMMITTED = "STOCK_COMMITTED";
    private static final int LISTED = 10;

    private final StockReservations reservations;

    @Override
    public List<HeldResource> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return reservations.page(tenant, created, after, limit).stream()
                .map(StockHeldResources::toHeldResource)
                .toList();
    }

    private static HeldResource toHeldResource(Reservation reservation) {
        return new HeldResource(
                reservation.requestId(),
                reservation.requestId(),
                Objects.requireNonNullElse(reservation.cartId(), ""),
                reservation.state() instanceof RequestState.Committed ? COMMITTED : RESERVED,
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
