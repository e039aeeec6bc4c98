package io.checkoutsuite.cart.catalog;

import java.util.List;

/** The catalog that is filled by imports. */
public interface ImportedCatalog extends Catalog {

    /** Inserts each product, or replaces the existing product with the same SKU. */
    void replace(String tenant, List<Product> products);
}
