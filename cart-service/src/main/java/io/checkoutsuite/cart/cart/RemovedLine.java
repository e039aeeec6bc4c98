package io.checkoutsuite.cart.cart;

/** A line that was removed from a cart because it cannot be bought any more, with the reason. */
public record RemovedLine(String lineId, String sku, String name, long quantity, Reason reason) {

    public static RemovedLine of(CartLine line, Reason reason) {
        return new RemovedLine(line.id(), line.sku(), line.name(), line.quantity(), reason);
    }

    /** Why the line cannot be bought. */
    public enum Reason {
        /** The catalog no longer has such a product. */
        UNKNOWN_SKU,
        /** The product is not currently sold. */
        NOT_SOLD,
        /** The product is sold in a currency other than the cart's. */
        WRONG_CURRENCY
    }
}
