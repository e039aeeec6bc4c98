package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.cart.EnteredCode;
import io.checkoutsuite.cart.pricing.Offers;
import io.checkoutsuite.web.http.IdempotentCalls;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Gets the discounts of a cart from the offer service. */
@Component
@RequiredArgsConstructor
class HttpOffers implements Offers {

    private final OfferClient offers;
    private final ParticipantCalls participantCalls;

    @Override
    public Priced price(String tenant, CartContent content) {
        OfferClient.Pricing pricing = participantCalls.call(
                "offer", () -> IdempotentCalls.retry(() -> offers.price(tenant, toPrice(content))));
        return new Priced(
                pricing.discounts().stream().map(HttpOffers::discount).toList(),
                pricing.codes().stream()
                        .map(code -> new EnteredCode(code.code(), code.status(), code.reason()))
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
                content.codes().stream().map(EnteredCode::code).toList());
    }

    private static Discount discount(OfferClient.Discount discount) {
        return new Discount(
                discount.offerId(),
                discount.code(),
                discount.name(),
                discount.amount(),
                discount.lines().stream()
                        .map(share -> new Discount.DiscountShare(share.lineId(), share.amount()))
                        .toList());
    }
}
