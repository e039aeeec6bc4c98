package io.checkoutsuite.inventory.stock;

import io.checkoutsuite.limits.Sku;

/** One SKU at one location of one tenant. Each key has at most one stock record. */
public record StockKey(String tenant, String location, String sku) {

    /** The location of stock records that name none. Checkouts reserve stock from this location. */
    public static final String DEFAULT_LOCATION = "default";

    /** Refuses a tenant or location with a slash, because the joined key would be ambiguous. A SKU may contain slashes. */
    public StockKey {
        if (tenant.isBlank() || tenant.contains("/") || location.isBlank() || location.contains("/")) {
            throw new IllegalArgumentException("Tenant and location must not be blank or contain a slash");
        }
        if (sku.isBlank()) {
            throw new IllegalArgumentException("A SKU must not be blank");
        }
    }

    /** The key of the stock that checkouts reserve, for a SKU in any spelling. */
    public static StockKey of(String tenant, String sku) {
        return new StockKey(tenant, DEFAULT_LOCATION, Sku.canonical(sku));
    }

    /** Parses the id of a stock record. */
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
