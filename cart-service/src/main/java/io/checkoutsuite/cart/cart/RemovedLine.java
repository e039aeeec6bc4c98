package io.checkoutsuite.cart.cart;

/** A line that was taken out of a cart because it cannot be bought any more, and why. */
public record RemovedLine(String lineId, String sku, String name, long quantity, Reason reason) {

    public static RemovedLine of(CartLine line, Reason reason) {
        return new RemovedLine(line.id(), line.sku(), line.name(), line.quantity(), reason);
    }

    /** Why it cannot be bought. */
    public enum Reason {
        /** The catalogue has no such product any more. */
        UNKNOWN_SKU,
        /** It is not sold at present. */
        NOT_SOLD,
        /** It is sold in another currency than the cart's. */
        WRONG_CURRENCY
    }
}
