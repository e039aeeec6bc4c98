package io.checkoutsuite.inventory.reservation;

import io.checkoutsuite.inventory.stock.Stock;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.inventory.stock.StockLevel;
import io.checkoutsuite.reservations.Reservations;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.ReleaseReason;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.reservations.request.ReservationRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Answers a repetition of a refused request. The caller may have lost the first response, so it learns which SKUs are short. */
@Component
@RequiredArgsConstructor
class PreviousRefusals {

    private final Reservations reservations;
    private final Stock stock;

    StockReserveResult resultOf(RequestKey key) {
        List<Line> lines = reservations.find(key).map(ReservationRequest::lines).orElse(List.of());
        Map<StockKey, Long> available =
                stock
                        .findAll(lines.stream()
                                .map(line -> StockKey.parse(line.counter()))
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(StockLevel::key, StockLevel::available));
        List<SkuShortage> stillShort = lines.stream()
                .map(line -> shortage(line, available))
                .filter(shortage -> shortage.available() < shortage.requested())
                .toList();
        return stillShort.isEmpty()
                ? new StockReserveResult.Closed(ReleaseReason.REFUSED)
                : new StockReserveResult.OutOfStock(stillShort);
    }

    private static SkuShortage shortage(Line line, Map<StockKey, Long> available) {
        StockKey key = StockKey.parse(line.counter());
        return new SkuShortage(key.sku(), line.quantity(), available.getOrDefault(key, 0L));
    }
}
