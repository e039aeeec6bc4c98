package io.checkoutsuite.inventory.stock;

import io.checkoutsuite.limits.Sku;

/** One SKU at one location of one tenant: there is one stock record for it (I1). */
public record StockKey(String tenant, String location, String sku) {

    /** Where stock is that names no location, and what checkouts are served from. */
    public static final String DEFAULT_LOCATION = "default";

    /** Refuses a tenant or location with a slash: the joined key would be ambiguous. A SKU may have any. */
    public StockKey {
        if (tenant.isBlank() || tenant.contains("/") || location.isBlank() || location.contains("/")) {
            throw new IllegalArgumentException("Tenant and location are not blank and have no slash");
        }
        if (sku.isBlank()) {
            throw new IllegalArgumentException("A SKU is not blank");
        }
    }

    /** The stock that checkouts are served from, of a SKU in whatever spelling. */
    public static StockKey of(String tenant, String sku) {
        return new StockKey(tenant, DEFAULT_LOCATION, Sku.canonical(sku));
    }

    /** The key of a stock record's id. */
    public static StockKey parse(String id) {
        int first = id.indexOf('/');
        int second = id.indexOf('/', first + 1);
        if (second < 0) {
            throw new IllegalArgumentException("Not the id of a stock record: " + id);
        }
        return new StockKey(id.substring(0, first), id.substring(first + 1, second), id.substring(second + 1));
    }

    /** The stock record's id: {@code <tenant>/<location>/<sku>}. */
    public String id() {
        return tenant + "/" + location + "/" + sku;
    }
}
