package io.checkoutsuite.cart.pricing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.checkoutsuite.cart.catalog.Catalog;
import io.checkoutsuite.cart.catalog.Product;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Looks products up in the catalog, and remembers them for a few seconds for the changes of carts. A checkout never relies on that. */
@Component
public class ProductLookUp {

    /** Bounds the memory. */
    private static final int MOST_PRODUCTS = 50_000;

    private final Catalog catalog;
    private final Cache<Key, Product> remembered;
    private final AtomicLong imports = new AtomicLong();

    private record Key(String tenant, String sku) {}

    @Autowired
    ProductLookUp(Catalog catalog, CartSettings settings) {
        this(catalog, settings, Ticker.systemTicker());
    }

    /** @param elapsed measures how long a product is remembered; it does not jump when the clock is set */
    ProductLookUp(Catalog catalog, CartSettings settings, Ticker elapsed) {
        this.catalog = catalog;
        remembered = Caffeine.newBuilder()
                .maximumSize(MOST_PRODUCTS)
                .expireAfterWrite(settings.catalogCacheTtl())
                .ticker(elapsed)
                .build();
    }

    /**
     * Returns the existing products among these SKUs, by SKU, as they were at some time in the last {@link CartSettings#catalogCacheTtl}. All
     * that are not remembered are looked up with one call; a product that does not exist is not remembered.
     */
    Map<String, Product> recent(String tenant, Collection<String> skus) {
        Map<String, Product> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String sku : skus) {
            Product known = remembered.getIfPresent(new Key(tenant, sku));
            if (known == null) {
                missing.add(sku);
            } else {
                found.put(sku, known);
            }
        }
        found.putAll(current(tenant, missing));
        return found;
    }

    /** Returns the existing products among these SKUs, by SKU, as they are now: one call, or none for no SKUs. */
    Map<String, Product> current(String tenant, Collection<String> skus) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        long before = imports.get();
        Map<String, Product> found = catalog.find(tenant, skus);
        for (String sku : skus) {
            Product product = found.get(sku);
            if (product == null) {
                remembered.invalidate(new Key(tenant, sku));
            } else {
                remembered.put(new Key(tenant, sku), product);
            }
        }
        // Race: an import during the read. It may have forgotten these products before their old state was remembered.
        if (imports.get() != before) {
            invalidate(tenant, skus);
        }
        return found;
    }

    /** Has these products looked up again, because they have just been imported. */
    public void forget(String tenant, Collection<String> skus) {
        imports.incrementAndGet();
        invalidate(tenant, skus);
    }

    private void invalidate(String tenant, Collection<String> skus) {
        remembered.invalidateAll(skus.stream().map(sku -> new Key(tenant, sku)).toList());
    }
}
