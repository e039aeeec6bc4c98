package io.checkoutsuite.inventory.store;

import io.checkoutsuite.inventory.stock.Availability;
import io.checkoutsuite.inventory.stock.Stock;
import io.checkoutsuite.inventory.stock.StockCount;
import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.inventory.stock.StockLevel;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.reservations.counter.AvailabilityPolicy;
import io.checkoutsuite.reservations.counter.Counter;
import io.checkoutsuite.reservations.counter.CounterDefinition;
import io.checkoutsuite.reservations.counter.Counters;
import io.checkoutsuite.reservations.ledger.ChangeBatch;
import io.checkoutsuite.reservations.ledger.Ledger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores stock records as the counters that reservations draw from. */
@Component
@RequiredArgsConstructor
class MongoStock implements Stock {

    private final Counters counters;
    private final Ledger ledger;

    @Override
    public Optional<StockLevel> find(StockKey key) {
        return counters.find(key.id()).map(MongoStock::level);
    }

    @Override
    public List<StockLevel> findAll(Collection<StockKey> keys) {
        return counters.findAll(keys.stream().map(StockKey::id).distinct().toList()).stream()
                .map(MongoStock::level)
                .toList();
    }

    @Override
    public List<StockLevel> page(String tenant, @Nullable StockKey after, int limit) {
        TenantKey start = after == null ? TenantKey.first(tenant) : TenantKey.parse(after.id());
        return counters.page(start, limit, MongoStock::level);
    }

    @Override
    public void replace(String tenant, List<StockCount> counts, String batch, String by) {
        ledger.define(
                counts.stream().map(count -> definition(tenant, count)).toList(),
                new ChangeBatch(batch, Map.of("by", by)));
    }

    private static CounterDefinition definition(String tenant, StockCount count) {
        StockKey key = new StockKey(tenant, count.location(), count.sku());
        return new CounterDefinition(
                key.id(),
                count.onHand(),
                count.safetyStock(),
                policy(count.availability()),
                Map.of("tenant", tenant, "location", count.location(), "sku", count.sku()));
    }

    private static StockLevel level(Counter counter) {
        return new StockLevel(
                StockKey.parse(counter.id()),
                counter.total(),
                counter.soft(),
                counter.hard(),
                counter.buffer(),
                availability(counter.policy()));
    }

    private static AvailabilityPolicy policy(Availability availability) {
        return switch (availability) {
            case TRACKED -> AvailabilityPolicy.TRACKED;
            case ALWAYS -> AvailabilityPolicy.ALWAYS;
            case NEVER -> AvailabilityPolicy.NEVER;
        };
    }

    private static Availability availability(AvailabilityPolicy policy) {
        return switch (policy) {
            case TRACKED -> Availability.TRACKED;
            case ALWAYS -> Availability.ALWAYS;
            case NEVER -> Availability.NEVER;
        };
    }
}
