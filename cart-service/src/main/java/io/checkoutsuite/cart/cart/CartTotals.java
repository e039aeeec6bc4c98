package io.checkoutsuite.cart.cart;

import io.checkoutsuite.money.Money;
import java.util.Currency;
import java.util.List;

/**
 * The totals of a cart, each exact to the currency's number of decimals.
 *
 * @param offers the sum of all discounts, not negative
 * @param total {@code items - offers + fulfillment + tax + fees}
 */
public record CartTotals(Money items, Money offers, Money fulfillment, Money tax, Money fees, Money total) {

    static CartTotals of(
            Currency currency,
            List<CartLine> lines,
            List<Discount> discounts,
            List<FulfillmentGroup> groups,
            Money tax) {
        Money zero = Money.zero(currency);
        Money items = lines.stream().map(CartLine::total).reduce(zero, Money::plus);
        Money offers = discounts.stream()
                .map(Discount::amount)
                .reduce(zero, Money::plus)
                .min(items);
        Money fulfillment = groups.stream().map(FulfillmentGroup::price).reduce(zero, Money::plus);
        return new CartTotals(
                items,
                offers,
                fulfillment,
                tax,
                zero,
                items.minus(offers).plus(fulfillment).plus(tax));
    }
}
