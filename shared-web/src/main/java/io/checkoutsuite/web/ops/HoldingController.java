package io.checkoutsuite.web.ops;

import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.Holdings;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what this service holds or has made for checkout attempts, for whoever compares it with the checkouts. */
@RestController
@ConditionalOnBean(Holdings.class)
@RequiredArgsConstructor
class HoldingController {

    private final Holdings holdings;

    @GetMapping("/ops/holdings")
    Page<Holding> holdings(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after) {
        int size = Page.limit(limit);
        return Page.of(holdings.page(caller.tenant(), after, size + 1), size, Holding::id);
    }
}
