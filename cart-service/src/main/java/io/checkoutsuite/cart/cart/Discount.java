package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The discount of one offer, fully allocated to lines.
 *
 * @param code null for an offer that needs no code
 */
public record Discount(String offerId, @Nullable String code, String name, Money amount, List<DiscountShare> lines) {

    public Discount {
        lines = List.copyOf(lines);
    }

    /** One line's share of a discount. */
    public record DiscountShare(String lineId, Money amount) {}
}
