package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;

/** Makes stock keys of the SKUs in requests. */
final class StockKeys {

    private StockKeys() {}

    /** @throws ProblemException 404 if SKU or location is not allowed, so that there can be no such stock */
    static StockKey key(Caller caller, String location, String sku) {
        if (!Sku.isAllowed(sku) || location.isBlank() || location.contains("/")) {
            throw ProblemException.notFound("stock");
        }
        return new StockKey(caller.tenant(), location, Sku.canonical(sku));
    }
}
