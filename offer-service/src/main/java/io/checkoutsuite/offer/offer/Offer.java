package io.checkoutsuite.offer.offer;

import io.checkoutsuite.money.Money;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that lowers prices.
 *
 * @param id unique in its tenant
 * @param skus the items it is for; empty means all, and an offer on the order is for all
 * @param minSubtotal what the items must cost together, before any offer, for it to apply; null for nothing
 * @param automatic applies without a code
 * @param combinable may share an item (or the order) with others; an exclusive offer has it for itself alone
 * @param priority offers of a lower number are taken off first
 * @param revision grows with every change
 */
public record Offer(
        String tenant,
        String id,
        String name,
        Reduction reduction,
        Target target,
        Set<String> skus,
        @Nullable Money minSubtotal,
        boolean automatic,
        boolean combinable,
        int priority,
        Window window,
        Limits limits,
        long revision) {

    /** @throws IllegalArgumentException if an offer on the order names items */
    public Offer {
        skus = Set.copyOf(skus);
        if (target == Target.ORDER && !skus.isEmpty()) {
            throw new IllegalArgumentException("An offer on the order is for all items");
        }
    }

    public boolean isFor(String sku) {
        return skus.isEmpty() || skus.contains(sku);
    }

    public Offer revised(long newRevision) {
        return new Offer(
                tenant,
                id,
                name,
                reduction,
                target,
                skus,
                minSubtotal,
                automatic,
                combinable,
                priority,
                window,
                limits,
                newRevision);
    }
}
