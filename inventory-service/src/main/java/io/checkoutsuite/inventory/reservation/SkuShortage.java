package io.checkoutsuite.inventory.reservation;

/** A SKU of which more was wanted than there was; {@code available} is never negative. */
public record SkuShortage(String sku, long requested, long available) {}
