package io.checkoutsuite.inventory.web;

import io.checkoutsuite.inventory.stock.StockKey;
import io.checkoutsuite.limits.Sku;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.ProblemException;

/** SKUs as callers name them. */
final class Skus {

    private Skus() {}

    /** @throws ProblemException 404 if there can be no such stock */
    static StockKey key(Caller caller, String location, String sku) {
        if (!Sku.isAllowed(sku) || location.isBlank() || location.contains("/")) {
            throw ProblemException.notFound("stock");
        }
        return new StockKey(caller.tenant(), location, Sku.canonical(sku));
    }
}
