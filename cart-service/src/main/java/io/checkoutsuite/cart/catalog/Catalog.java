package io.checkoutsuite.cart.catalog;

import java.util.Collection;
import java.util.Map;

/** Where products and prices come from; a deployment may put its own in place of the imported collection. */
public interface Catalog {

    /** The products of these SKUs that exist, by SKU; one look-up for all. */
    Map<String, Product> find(String tenant, Collection<String> skus);
}
