package io.checkoutsuite.offer.offer;

import io.checkoutsuite.money.Money;
import java.util.Set;
import lombok.With;
import org.jspecify.annotations.Nullable;

/**
 * An offer that reduces prices.
 *
 * @param id unique in its tenant
 * @param skus the items that it applies to; empty for all items, and always empty for an offer on the order
 * @param minSubtotal the minimum total of the items before any offer; null for none
 * @param automatic whether it applies without a code
 * @param combinable whether it can be combined with others on one item (or the order); an exclusive offer applies alone
 * @param priority offers with a lower number are applied first
 * @param revision grows with every change
 */
public record Offer(
        String tenant,
        String id,
        String name,
        DiscountValue discountValue,
        OfferTarget target,
        Set<String> skus,
        @Nullable Money minSubtotal,
        boolean automatic,
        boolean combinable,
        int priority,
        ValidityPeriod validity,
        Limits limits,
        @With long revision) {

    /** @throws IllegalArgumentException if an offer on the order lists items */
    public Offer {
        skus = Set.copyOf(skus);
        if (target == OfferTarget.ORDER && !skus.isEmpty()) {
            throw new IllegalArgumentException("An offer on the order applies to all items");
        }
    }

    public boolean isFor(String sku) {
        return skus.isEmpty() || skus.contains(sku);
    }
}
