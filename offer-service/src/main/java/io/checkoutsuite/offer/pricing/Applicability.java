package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.DiscountValue;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.OfferTarget;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Whether a cart meets the conditions of an offer. All conditions refer to the cart before discounts, so no offer affects those of another. */
final class Applicability {

    private Applicability() {}

    /** Returns why the offer does not apply, as text for the buyer; null if it applies. */
    static @Nullable String obstacle(Offer offer, Basket basket, Money subtotal) {
        if (!isIn(basket.currency(), offer)) {
            return "The offer is for another currency";
        }
        if (offer.minSubtotal() != null && subtotal.compareTo(offer.minSubtotal()) < 0) {
            return "The items must cost at least " + offer.minSubtotal();
        }
        boolean forSomething = offer.target() == OfferTarget.ORDER
                || basket.lines().stream().anyMatch(line -> offer.isFor(line.sku()));
        return forSomething ? null : "No item in the cart qualifies";
    }

    private static boolean isIn(Currency currency, Offer offer) {
        boolean minimum =
                offer.minSubtotal() == null || offer.minSubtotal().currency().equals(currency);
        return switch (offer.discountValue()) {
            case DiscountValue.Percent percent -> minimum;
            case DiscountValue.Amount(var amount) ->
                minimum && amount.currency().equals(currency);
        };
    }
}
