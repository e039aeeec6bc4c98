package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.Availability;
import io.checkoutsuite.inventory.stock.StockLevel;

/** A stock record as callers see it; quantities in pieces. */
record StockResponse(
        String sku,
        String location,
        long onHand,
        long softReserved,
        long hardReserved,
        long available,
        long safetyStock,
        Availability availability) {

    static StockResponse of(StockLevel level) {
        return new StockResponse(
                level.key().sku(),
                level.key().location(),
                level.onHand(),
                level.softReserved(),
                level.hardReserved(),
                level.available(),
                level.safetyStock(),
                level.availability());
    }
}
