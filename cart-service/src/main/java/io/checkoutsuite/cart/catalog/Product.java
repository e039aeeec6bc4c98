package io.checkoutsuite.cart.catalog;

import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product of the catalog.
 *
 * @param sku case-sensitive
 * @param unitPrice null if the product has no price and cannot be bought
 * @param active whether the product is currently sold
 * @param minQuantity minimum pieces per line
 * @param maxQuantity maximum pieces per line
 * @param requiredAttributes the attributes that a line must specify, for instance size
 */
public record Product(
        String sku,
        String name,
        @Nullable Money unitPrice,
        boolean active,
        long minQuantity,
        long maxQuantity,
        List<String> requiredAttributes) {

    public Product {
        requiredAttributes = List.copyOf(requiredAttributes);
    }
}
