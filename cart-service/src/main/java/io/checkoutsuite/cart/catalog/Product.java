package io.checkoutsuite.cart.catalog;

import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be bought.
 *
 * @param sku case-sensitive
 * @param unitPrice null while it has none and cannot be bought
 * @param active whether it is sold at present
 * @param minQuantity fewest pieces of a line
 * @param maxQuantity most pieces of a line
 * @param requiredAttributes what a line must say about its make, for instance size
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
