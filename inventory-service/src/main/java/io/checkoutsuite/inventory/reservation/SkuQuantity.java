package io.checkoutsuite.inventory.reservation;

/** So many pieces of one SKU. */
public record SkuQuantity(String sku, long quantity) {}
