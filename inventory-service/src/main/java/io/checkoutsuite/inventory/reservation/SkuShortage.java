package io.checkoutsuite.inventory.reservation;

/** A SKU of which more was requested than available; {@code available} is never negative. */
public record SkuShortage(String sku, long requested, long available) {}
