package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.RemovedLine;
import io.checkoutsuite.cart.cart.RemovedLine.Reason;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The current products and prices of the catalog, for the lines of a cart.
 *
 * @param products the existing products of the requested SKUs, by SKU
 */
public record CatalogPrices(Map<String, Product> products) {

    public CatalogPrices {
        products = Map.copyOf(products);
    }

    public @Nullable Product product(String sku) {
        return products.get(sku);
    }

    /** Why this SKU cannot currently be bought in this currency; empty if it can. */
    public Optional<Reason> unsellableReason(String sku, Currency currency) {
        Product product = products.get(sku);
        if (product == null) {
            return Optional.of(Reason.UNKNOWN_SKU);
        }
        Money price = product.unitPrice();
        if (!product.active() || price == null) {
            return Optional.of(Reason.NOT_SOLD);
        }
        return price.currency().equals(currency) ? Optional.empty() : Optional.of(Reason.WRONG_CURRENCY);
    }

    /** The lines that cannot be bought any more. */
    List<RemovedLine> unsellableLines(CartContent content) {
        List<RemovedLine> unsellable = new ArrayList<>();
        for (CartLine line : content.lines()) {
            unsellableReason(line.sku(), content.currency())
                    .ifPresent(reason -> unsellable.add(RemovedLine.of(line, reason)));
        }
        return unsellable;
    }

    /** The content at these prices; lines that cannot be bought any more keep their prices. */
    CartContent applyTo(CartContent content) {
        Map<String, Money> prices = new HashMap<>();
        for (CartLine line : content.lines()) {
            Product product = products.get(line.sku());
            if (product != null
                    && product.unitPrice() != null
                    && unsellableReason(line.sku(), content.currency()).isEmpty()) {
                prices.put(line.id(), product.unitPrice());
            }
        }
        return content.withUnitPrices(prices);
    }
}
