package io.checkoutsuite.offer.store;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.mongo.TenantKey;
import io.checkoutsuite.offer.offer.DiscountValue;
import io.checkoutsuite.offer.offer.Limits;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.OfferTarget;
import io.checkoutsuite.offer.offer.ValidityPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stored offer, with either a percentage or an amount. */
record OfferDocument(
        String id,
        String tenant,
        String offerId,
        String name,
        @Nullable BigDecimal percent,
        @Nullable Money amount,
        String target,
        List<String> skus,
        @Nullable Money minSubtotal,
        boolean automatic,
        boolean combinable,
        int priority,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerCustomer,
        long revision)
        implements VersionedDocument<OfferDocument> {

    static String id(String tenant, String offerId) {
        return new TenantKey(tenant, offerId).id();
    }

    static OfferDocument of(Offer offer) {
        return new OfferDocument(
                id(offer.tenant(), offer.id()),
                offer.tenant(),
                offer.id(),
                offer.name(),
                offer.discountValue() instanceof DiscountValue.Percent(var percent) ? percent : null,
                offer.discountValue() instanceof DiscountValue.Amount(var amount) ? amount : null,
                offer.target().name(),
                List.copyOf(offer.skus()),
                offer.minSubtotal(),
                offer.automatic(),
                offer.combinable(),
                offer.priority(),
                offer.validity().startsAt(),
                offer.validity().endsAt(),
                offer.limits().maxUses(),
                offer.limits().maxUsesPerCustomer(),
                offer.revision());
    }

    /** @throws RuntimeException if the document is malformed or is stored under the id of another offer */
    Offer toOffer() {
        if (!id.equals(id(tenant, offerId))) {
            throw new IllegalStateException("The document contains offer " + offerId + " of tenant " + tenant);
        }
        return new Offer(
                tenant,
                offerId,
                name,
                discountValue(),
                OfferTarget.valueOf(target),
                Set.copyOf(skus),
                minSubtotal,
                automatic,
                combinable,
                priority,
                new ValidityPeriod(startsAt, endsAt),
                new Limits(maxUses, maxUsesPerCustomer),
                revision);
    }

    private DiscountValue discountValue() {
        if (percent != null) {
            return new DiscountValue.Percent(percent);
        }
        if (amount != null) {
            return new DiscountValue.Amount(amount);
        }
        throw new IllegalStateException("Offer " + id + " has neither a percentage nor an amount");
    }

    @Override
    public OfferDocument revised(long newRevision) {
        return of(toOffer().withRevision(newRevision));
    }
}
