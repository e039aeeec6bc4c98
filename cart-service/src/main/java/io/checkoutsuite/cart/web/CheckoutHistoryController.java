package io.checkoutsuite.cart.web;

import io.checkoutsuite.cart.history.ReadCheckoutHistory;
import io.checkoutsuite.web.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Returns the checkout history to the operations service, page by page. */
@RestController
@RequiredArgsConstructor
class CheckoutHistoryController {

    private final ReadCheckoutHistory history;

    @Operation(summary = "Returns a page of the checkout history")
    @PostMapping("/internal/checkouts/histories")
    CheckoutHistoryResponse readCheckoutHistory(Caller caller, @Valid @RequestBody CheckoutHistoryRequest request) {
        return CheckoutHistoryResponse.of(history.page(caller.tenant(), request.toQuery()));
    }
}
