package io.checkoutsuite.inventory.stock;

/**
 * The stock of one SKU at one location at one moment, in pieces.
 *
 * @param softReserved held for running checkouts, under a lease
 * @param hardReserved sold and not yet shipped
 * @param safetyStock the part of {@code onHand} that is never promised to anybody
 */
public record StockLevel(
        StockKey key, long onHand, long softReserved, long hardReserved, long safetyStock, Availability availability) {

    /** The most that one line of a cart can have, which is what an always-available SKU answers with. */
    public static final long MOST_PER_LINE = 1_000_000;

    /** How many pieces a checkout could have now; never negative, also when a recount found less than was promised (I1). */
    public long available() {
        return switch (availability) {
            case TRACKED -> Math.max(0, onHand - safetyStock - softReserved - hardReserved);
            case ALWAYS -> MOST_PER_LINE;
            case NEVER -> 0;
        };
    }
}
