package io.checkoutsuite.cart.remote;

import static io.checkoutsuite.web.access.AccessHeaders.TENANT;

import io.checkoutsuite.messaging.preview.HeldResource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** The operator endpoint of every service that lists what it holds for checkouts. */
interface HeldResourceClient {

    @GetExchange("/ops/holdings")
    HeldResourcePage heldResources(
            @RequestHeader(TENANT) String tenant,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam String after,
            @RequestParam int limit);

    record HeldResourcePage(List<HeldResource> items) {}
}
