package io.checkoutsuite.offer.web;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.pricing.CodeStatus;
import io.checkoutsuite.offer.pricing.Discount;
import io.checkoutsuite.offer.pricing.PricedCart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The discounts of a cart and the results of its codes. */
record PricingResponse(List<DiscountResponse> discounts, List<CodeResultResponse> codes) {

    record DiscountResponse(
            String offerId, @Nullable String code, String name, Money amount, List<DiscountShare> lines) {

        static DiscountResponse of(Discount discount) {
            return new DiscountResponse(
                    discount.candidate().offer().id(),
                    discount.candidate().code(),
                    discount.candidate().offer().name(),
                    discount.amount(),
                    discount.shares().stream()
                            .map(share -> new DiscountShare(share.lineId(), share.amount()))
                            .toList());
        }
    }

    record DiscountShare(String lineId, Money amount) {}

    record CodeResultResponse(String code, CodeStatus status, String reason) {}

    static PricingResponse of(PricedCart cart) {
        return new PricingResponse(
                cart.discounts().stream().map(DiscountResponse::of).toList(),
                cart.codes().stream()
                        .map(result -> new CodeResultResponse(result.code(), result.status(), result.reason()))
                        .toList());
    }
}
