package io.checkoutsuite.offer.pricing;

import java.util.List;

/** What offers make of a cart: the discounts, and a verdict on every code asked for. */
public record PricedCart(List<Discount> discounts, List<CodeVerdict> codes) {

    public PricedCart {
        discounts = List.copyOf(discounts);
        codes = List.copyOf(codes);
    }
}
