package io.checkoutsuite.cart.cart;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.money.Money;
import java.util.Map;
import lombok.AccessLevel;
import lombok.With;

/**
 * A quantity of one SKU.
 *
 * @param name the product's name when it was added
 * @param quantity 1 to 1,000,000 pieces
 * @param unitPrice the catalog's price when the cart was last priced
 */
public record CartLine(
        String id,
        String sku,
        String name,
        @With(AccessLevel.PACKAGE) long quantity,
        @With(AccessLevel.PACKAGE) Money unitPrice,
        Map<String, String> attributes) {

    public static final long MAX_QUANTITY = Limits.QUANTITY;

    public CartLine {
        attributes = Map.copyOf(attributes);
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException("A line has 1 to 1,000,000 pieces, not " + quantity);
        }
    }

    public Money total() {
        return unitPrice.times(quantity);
    }

    /** Whether another line can be merged into this one: same SKU, same attributes, same unit price. */
    boolean canMergeWith(CartLine other) {
        return sku.equals(other.sku) && attributes.equals(other.attributes) && unitPrice.equals(other.unitPrice);
    }
}
