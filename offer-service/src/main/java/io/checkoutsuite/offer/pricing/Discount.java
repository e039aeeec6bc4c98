package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import java.util.List;

/**
 * The discount of one offer on a cart, allocated to its lines.
 *
 * @param shares positive, adding up to the amount
 */
public record Discount(Candidate candidate, Money amount, List<Share> shares) {

    public Discount {
        shares = List.copyOf(shares);
    }

    /** The share of one line in a discount. */
    public record Share(String lineId, Money amount) {}
}
