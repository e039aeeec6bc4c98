package io.checkoutsuite.offer.pricing;

import io.checkoutsuite.money.Money;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a buyer wants to buy, as far as offers look at it: all prices in one currency, every line once. */
public record Basket(Currency currency, List<Line> lines) {

    /** @throws IllegalArgumentException if a price is in another currency or a line id comes twice */
    public Basket {
        lines = List.copyOf(lines);
        Set<String> ids = new HashSet<>();
        for (Line line : lines) {
            if (!line.unitPrice().currency().equals(currency) || !ids.add(line.id())) {
                throw new IllegalArgumentException("Line " + line.id() + " comes twice or is not in " + currency);
            }
        }
    }

    /** Before any offer. */
    public Money subtotal() {
        return Proration.sum(lines.stream().map(Line::total).toList(), currency);
    }

    /** So many pieces of an item. */
    public record Line(String id, String sku, long quantity, Money unitPrice) {

        /** @throws IllegalArgumentException below one piece, or at a negative price */
        public Line {
            if (quantity < 1 || unitPrice.isNegative()) {
                throw new IllegalArgumentException("Line " + id + " has at least one piece and no negative price");
            }
        }

        public Money total() {
            return unitPrice.times(quantity);
        }
    }
}
