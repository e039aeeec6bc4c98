package io.checkoutsuite.offer.pricing;

import java.util.List;

/** A priced cart: its discounts, and a result for each of its codes. */
public record PricedCart(List<Discount> discounts, List<CodeResult> codes) {

    public PricedCart {
        discounts = List.copyOf(discounts);
        codes = List.copyOf(codes);
    }
}
