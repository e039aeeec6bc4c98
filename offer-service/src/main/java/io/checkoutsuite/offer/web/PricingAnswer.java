package io.checkoutsuite.offer.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.pricing.CodeStatus;
import io.checkoutsuite.offer.pricing.Discount;
import io.checkoutsuite.offer.pricing.PricedCart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The discounts of a cart and the results of its codes. */
record PricingAnswer(List<Reduced> discounts, List<AnsweredCode> codes) {

    record Reduced(String offerId, @Nullable String code, String name, Money amount, List<LineShare> lines) {

        static Reduced of(Discount discount) {
            return new Reduced(
                    discount.candidate().offer().id(),
                    discount.candidate().code(),
                    discount.candidate().offer().name(),
                    discount.amount(),
                    discount.shares().stream()
                            .map(share -> new LineShare(share.lineId(), share.amount()))
                            .toList());
        }
    }

    record LineShare(String lineId, Money amount) {}

    record AnsweredCode(String code, CodeStatus status, String reason) {}

    static PricingAnswer of(PricedCart cart) {
        return new PricingAnswer(
                cart.discounts().stream().map(Reduced::of).toList(),
                cart.codes().stream()
                        .map(verdict -> new AnsweredCode(verdict.code(), verdict.status(), verdict.reason()))
                        .toList());
    }
}
