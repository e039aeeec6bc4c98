package io.checkoutsuite.inventory.stock;

/**
 * The counted stock of a SKU, from a stock-taking, a delivery list or another system. It replaces the previous count; reserved and
 * committed quantities do not change.
 */
public record StockCount(String sku, String location, long onHand, long safetyStock, Availability availability) {

    /** Refuses negative quantities. */
    public StockCount {
        if (onHand < 0 || safetyStock < 0) {
            throw new IllegalArgumentException("Stock of " + sku + " cannot be negative");
        }
    }
}
