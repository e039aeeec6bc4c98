package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.cart.AppliedCode;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.pricing.Offers;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Gets the discounts of a cart from the offer service. */
@Component
@RequiredArgsConstructor
class RemoteOffers implements Offers {

    private final OfferClient offers;
    private final Answers answers;

    @Override
    public Priced price(String tenant, CartContent content) {
        OfferClient.Pricing pricing =
                answers.of("offer", () -> Retries.idempotent(() -> offers.price(tenant, toPrice(content))));
        return new Priced(
                pricing.discounts().stream().map(RemoteOffers::discount).toList(),
                pricing.codes().stream()
                        .map(code -> new AppliedCode(code.code(), code.status(), code.reason()))
                        .toList());
    }

    private static OfferClient.CartToPrice toPrice(CartContent content) {
        return new OfferClient.CartToPrice(
                content.currency().getCurrencyCode(),
                content.customerId(),
                content.contact() == null ? null : content.contact().email(),
                content.lines().stream()
                        .map(line -> new OfferClient.Line(line.id(), line.sku(), line.quantity(), line.unitPrice()))
                        .toList(),
                content.codes().stream().map(AppliedCode::code).toList());
    }

    private static Discount discount(OfferClient.Discount taken) {
        return new Discount(
                taken.offerId(),
                taken.code(),
                taken.name(),
                taken.amount(),
                taken.lines().stream()
                        .map(share -> new Discount.Share(share.lineId(), share.amount()))
                        .toList());
    }
}
