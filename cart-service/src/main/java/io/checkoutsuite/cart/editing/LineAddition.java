package io.checkoutsuite.cart.editing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.cart.pricing.CartSettings;
import io.checkoutsuite.cart.pricing.CatalogPrices;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates cart lines from the requested lines, at the catalog's prices. All invalid lines are reported together. */
@Component
@RequiredArgsConstructor
class LineAddition {

    private final CartSettings settings;
    private final RandomIds ids;

    CartContent add(CartContent content, List<LineInput> input, CatalogPrices prices) {
        ValidationErrors errors = new ValidationErrors();
        List<CartLine> lines = new ArrayList<>();
        for (LineInput line : input) {
            Product product = prices.product(line.sku());
            price(line, product, content, errors).ifPresent(price -> {
                if (product != null) {
                    lines.add(new CartLine(
                            ids.next(), line.sku(), product.name(), line.quantity(), price, line.attributes()));
                }
            });
        }
        checkMergedQuantities(content, lines, errors);
        errors.throwIfAny();
        CartContent more = content.withLines(lines, settings.mergeLines());
        if (more.lines().size() > CartContent.MAX_LINES) {
            errors.add("/lines", "too-many", "A cart has at most " + CartContent.MAX_LINES + " lines");
        }
        errors.throwIfAny();
        return more;
    }

    private void checkMergedQuantities(CartContent content, List<CartLine> lines, ValidationErrors errors) {
        if (!settings.mergeLines()) {
            return;
        }
        Map<String, Long> pieces = new HashMap<>();
        content.lines().forEach(line -> pieces.merge(line.sku() + line.attributes(), line.quantity(), Long::sum));
        lines.forEach(line -> pieces.merge(line.sku() + line.attributes(), line.quantity(), Long::sum));
        pieces.forEach((sku, quantity) -> {
            if (quantity > CartLine.MAX_QUANTITY) {
                errors.add("/lines", "too-large", "A line has at most 1,000,000 pieces");
            }
        });
    }

    private static Optional<Money> price(
            LineInput line, @Nullable Product product, CartContent content, ValidationErrors errors) {
        Money price = product == null ? null : product.unitPrice();
        if (product == null) {
            errors.add(line.pointer() + "/sku", "unknown-sku", "There is no such SKU");
        } else if (!product.active() || price == null) {
            errors.add(line.pointer() + "/sku", "not-sold", line.sku() + " is not currently sold");
        } else if (!price.currency().equals(content.currency())) {
            errors.add(
                    line.pointer() + "/sku",
                    "wrong-currency",
                    line.sku() + " is sold in " + price.currency() + ", but the cart is in " + content.currency());
        } else {
            return Optional.of(price);
        }
        return Optional.empty();
    }
}
