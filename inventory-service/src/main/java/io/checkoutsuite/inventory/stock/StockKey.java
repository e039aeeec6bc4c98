package io.checkoutsuite.inventory.stock;

import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.mongo.TenantKey;

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
        TenantKey key = TenantKey.parse(id);
        int slash = key.name().indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Not the id of a stock record: " + id);
        }
        return new StockKey(
                key.tenant(), key.name().substring(0, slash), key.name().substring(slash + 1));
    }

    /** The stock record's id: {@code <tenant>/<location>/<sku>}. */
    public String id() {
        return new TenantKey(tenant, location + "/" + sku).id();
    }
}
