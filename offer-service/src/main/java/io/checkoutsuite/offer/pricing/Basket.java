package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The items of a cart, as far as offers need them. All prices are in one currency, and line ids are unique. */
public record Basket(Currency currency, List<Line> lines) {

    /** @throws IllegalArgumentException if a price is in another currency or a line id is not unique */
    public Basket {
        lines = List.copyOf(lines);
        Set<String> ids = new HashSet<>();
        for (Line line : lines) {
            if (!line.unitPrice().currency().equals(currency) || !ids.add(line.id())) {
                throw new IllegalArgumentException("Line " + line.id() + " is not unique or not in " + currency);
            }
        }
    }

    /** Returns the total before any offer. */
    public Money subtotal() {
        return Proration.sum(lines.stream().map(Line::total).toList(), currency);
    }

    /** A quantity of an item, in pieces. */
    public record Line(String id, String sku, long quantity, Money unitPrice) {

        /** @throws IllegalArgumentException if the quantity is below one or the price is negative */
        public Line {
            if (quantity < 1 || unitPrice.isNegative()) {
                throw new IllegalArgumentException("Line " + id + " needs at least one piece and no negative price");
            }
        }

        public Money total() {
            return unitPrice.times(quantity);
        }
    }
}
