package io.checkoutsuite.inventory.stock;

/**
 * The stock of one SKU at one location at one moment, in pieces.
 *
 * @param softReserved reserved for running checkouts, under a lease
 * @param hardReserved sold and not yet shipped
 * @param safetyStock the part of {@code onHand} that is never sold
 */
public record StockLevel(
        StockKey key, long onHand, long softReserved, long hardReserved, long safetyStock, Availability availability) {

    /** The maximum quantity of one cart line, which is reported as available for a SKU that is always available. */
    public static final long MOST_PER_LINE = 1_000_000;

    /** How many pieces a checkout can reserve now. Never negative, even if a count found less than was already reserved and committed. */
    public long available() {
        return switch (availability) {
            case TRACKED -> Math.max(0, onHand - safetyStock - softReserved - hardReserved);
            case ALWAYS -> MOST_PER_LINE;
            case NEVER -> 0;
        };
    }
}
