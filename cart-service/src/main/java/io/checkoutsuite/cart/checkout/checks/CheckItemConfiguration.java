package io.checkoutsuite.cart.checkout.checks;

import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.catalog.Catalog;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.cart.checkout.Checkout;
import io.checkoutsuite.cart.checkout.SetUpActivity;
import io.checkoutsuite.cart.pricing.CatalogPrices;
import io.checkoutsuite.money.Money;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks that the product of every line is sold, that its required attributes are set and that its quantity is allowed. */
@Component
@RequiredArgsConstructor
class CheckItemConfiguration implements SetUpActivity {

    private final Catalog catalog;

    @Override
    public String name() {
        return "itemConfiguration";
    }

    @Override
    public List<AttemptFailure> check(Checkout checkout) {
        List<CartLine> lines = checkout.content().lines();
        if (lines.isEmpty()) {
            return List.of(AttemptFailure.of(FailureType.INVALID_CART_ITEM_CONFIG, name(), "The cart is empty"));
        }
        CatalogPrices prices = catalogPrices(checkout);
        Map<String, String> messages = new LinkedHashMap<>();
        lines.forEach(line -> invalidReason(
                        line, prices.product(line.sku()), checkout.content().currency())
                .ifPresent(reason -> messages.put(line.id(), reason)));
        return messages.isEmpty()
                ? List.of()
                : List.of(AttemptFailure.of(
                                FailureType.INVALID_CART_ITEM_CONFIG, name(), "Some lines have to be corrected")
                        .withItemMessages(messages));
    }

    /** Reuses the catalog prices that the cart was priced with, if there are any. */
    private CatalogPrices catalogPrices(Checkout checkout) {
        CatalogPrices known = checkout.catalogPrices();
        return known != null
                ? known
                : new CatalogPrices(catalog.find(
                        checkout.tenant(),
                        checkout.content().lines().stream().map(CartLine::sku).collect(Collectors.toSet())));
    }

    private static Optional<String> invalidReason(CartLine line, @Nullable Product product, Currency currency) {
        Money price = product == null ? null : product.unitPrice();
        if (product == null || !product.active() || price == null) {
            return Optional.of(line.sku() + " is no longer sold");
        }
        if (!price.currency().equals(currency)) {
            return Optional.of(line.sku() + " is now sold in " + price.currency() + ", but the cart is in " + currency);
        }
        if (line.quantity() < product.minQuantity()) {
            return Optional.of("At least " + product.minQuantity() + " of " + line.sku() + " must be bought");
        }
        if (line.quantity() > product.maxQuantity()) {
            return Optional.of("At most " + product.maxQuantity() + " of " + line.sku() + " can be bought");
        }
        return product.requiredAttributes().stream()
                .filter(attribute ->
                        line.attributes().getOrDefault(attribute, "").isBlank())
                .findFirst()
                .map(attribute -> "The " + attribute + " of " + line.sku() + " is missing");
    }
}
