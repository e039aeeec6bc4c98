package io.checkoutsuite.inventory.stock;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All stock records of all tenants. */
public interface Stock {

    Optional<StockLevel> find(StockKey key);

    /** The stock of these, where there is any; in no particular order. */
    List<StockLevel> findAll(Collection<StockKey> keys);

    /**
     * The tenant's stock, by location and SKU.
     *
     * @param after where to go on: the last key of the page before, or null to begin
     */
    List<StockLevel> page(String tenant, @Nullable StockKey after, int limit);

    /**
     * Takes these counts as the truth from now on; a SKU seen for the first time gets its record. What that changes is recorded.
     *
     * @param batch the import they are from
     * @param by who says so
     */
    void replace(String tenant, List<StockCount> counts, String batch, String by);
}
