package io.checkoutsuite.offer.web;

import io.checkoutsuite.offer.pricing.CartPricing;
import io.checkoutsuite.offer.usage.CustomerKey;
import io.checkoutsuite.web.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiredArgsConstructor
class PricingController {

    private final CartPricing pricing;

    @Operation(summary = "Computes the discounts of a cart and the results of its codes")
    @PostMapping("/pricing")
    PricingResponse priceCart(Caller caller, @Valid @RequestBody PricingRequest request) {
        return PricingResponse.of(pricing.price(
                caller.tenant(),
                request.basket(),
                CustomerKey.of(request.customerId(), request.email()),
                request.typedCodes()));
    }
}
