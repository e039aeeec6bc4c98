package io.checkoutsuite.cart.catalog;

import java.util.Collection;
import java.util.Map;

/** The source of products and prices. A deployment may replace the imported collection with a source of its own. */
public interface Catalog {

    /** Returns the existing products among these SKUs, by SKU. All SKUs are looked up with one call. */
    Map<String, Product> find(String tenant, Collection<String> skus);
}
