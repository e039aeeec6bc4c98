package io.checkoutsuite.inventory.stock;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All stock records of all tenants. */
public interface Stock {

    Optional<StockLevel> find(StockKey key);

    /** The stock records of these keys, in no particular order. Keys without a record are left out. */
    List<StockLevel> findAll(Collection<StockKey> keys);

    /**
     * The tenant's stock, ordered by location and SKU.
     *
     * @param after the last key of the previous page, or null for the first page
     */
    List<StockLevel> page(String tenant, @Nullable StockKey after, int limit);

    /**
     * Replaces the counts of these SKUs; a new SKU gets a stock record. Every change is recorded in the ledger.
     *
     * @param batch the import that the counts come from
     * @param by who supplied the counts
     */
    void replace(String tenant, List<StockCount> counts, String batch, String by);
}
