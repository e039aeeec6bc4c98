package io.checkoutsuite.cart.catalog;

import java.util.List;

/** The catalogue that is filled by imports. */
public interface ImportedCatalog extends Catalog {

    /** Puts each product in place of the one of its SKU, if there is one. */
    void replace(String tenant, List<Product> products);
}
