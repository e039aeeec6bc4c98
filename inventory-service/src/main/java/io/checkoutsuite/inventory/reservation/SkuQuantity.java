package io.checkoutsuite.inventory.reservation;

/** A quantity of one SKU, in pieces. */
public record SkuQuantity(String sku, long quantity) {}
