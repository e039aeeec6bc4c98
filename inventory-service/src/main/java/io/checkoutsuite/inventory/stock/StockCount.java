package io.checkoutsuite.inventory.stock;

/**
 * What somebody says there is of a SKU: a count, a delivery list, another system's figure. It replaces what was said before; what is
 * promised to buyers stays promised.
 */
public record StockCount(String sku, String location, long onHand, long safetyStock, Availability availability) {

    /** Refuses negative quantities. */
    public StockCount {
        if (onHand < 0 || safetyStock < 0) {
            throw new IllegalArgumentException("Stock of " + sku + " cannot be negative");
        }
    }
}
