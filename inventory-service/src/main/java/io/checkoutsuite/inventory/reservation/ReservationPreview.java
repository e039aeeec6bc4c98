package io.checkoutsuite.inventory.reservation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.inventory.stock.Availability;
import io.checkoutsuite.inventory.stock.Stock;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.inventory.stock.StockLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Previews what a reservation would be short of now, without reserving anything. */
@Component
@RequiredArgsConstructor
public class ReservationPreview {

    private final Stock stock;

    /** The SKUs with too little stock. The quantities of all lines of one SKU are added up. */
    public List<SkuShortage> shortages(String tenant, List<SkuQuantity> lines) {
        Map<StockKey, Long> wanted = lines.stream()
                .collect(groupingBy(
                        line -> StockKey.of(tenant, line.sku()),
                        LinkedHashMap::new,
                        summingLong(SkuQuantity::quantity)));
        Map<StockKey, StockLevel> levels =
                stock.findAll(wanted.keySet()).stream().collect(toMap(StockLevel::key, level -> level));
        List<SkuShortage> shortages = new ArrayList<>();
        wanted.forEach((key, quantity) -> {
            StockLevel level = levels.get(key);
            if (!has(level, quantity)) {
                shortages.add(new SkuShortage(key.sku(), quantity, level == null ? 0 : level.available()));
            }
        });
        return shortages;
    }

    private static boolean has(@Nullable StockLevel level, long quantity) {
        return level != null && (level.availability() == Availability.ALWAYS || level.available() >= quantity);
    }
}
