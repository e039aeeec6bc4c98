package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The inventory service. */
interface InventoryClient {

    @PutExchange("/reservations/{requestId}")
    void reserve(
            @RequestHeader(TENANT) String tenant, @PathVariable String requestId, @RequestBody Reservation reservation);

    @DeleteExchange("/reservations/{requestId}")
    void release(@RequestHeader(TENANT) String tenant, @PathVariable String requestId);

    @PostExchange("/reservations/previews")
    OutOfStock preview(@RequestHeader(TENANT) String tenant, @RequestBody PreviewRequest request);

    record PreviewRequest(List<Line> lines) {}

    record Reservation(String cartId, long leaseSeconds, List<Line> lines) {}

    record Line(String sku, long quantity) {}

    /** The members of an out-of-stock problem. */
    record OutOfStock(List<Shortage> shortages) {}

    record Shortage(String sku, long requested, long available) {}
}
