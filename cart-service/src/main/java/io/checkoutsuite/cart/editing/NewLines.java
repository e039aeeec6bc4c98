package io.checkoutsuite.cart.editing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.cart.pricing.CartSettings;
import io.checkoutsuite.cart.pricing.CataloguePrices;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.problem.Errors;
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
class NewLines {

    private final CartSettings settings;
    private final Ids ids;

    CartContent add(CartContent content, List<WantedLine> wanted, CataloguePrices prices) {
        Errors errors = new Errors();
        List<CartLine> lines = new ArrayList<>();
        for (WantedLine line : wanted) {
            boolean quantityIsFine = checkQuantity(line, errors);
            Product product = prices.product(line.sku());
            price(line, product, content, errors).ifPresent(price -> {
                if (quantityIsFine && product != null) {
                    lines.add(new CartLine(
                            ids.next(), line.sku(), product.name(), line.quantity(), price, line.attributes()));
                }
            });
        }
        errors.throwIfAny();
        return checkedForSize(content, lines);
    }

    private CartContent checkedForSize(CartContent content, List<CartLine> lines) {
        Errors errors = new Errors();
        checkMergedQuantities(content, lines, errors);
        errors.throwIfAny();
        CartContent more = content.withLines(lines, settings.mergeLines());
        if (more.lines().size() > CartContent.MOST_LINES) {
            errors.add("/lines", "too-many", "A cart has at most " + CartContent.MOST_LINES + " lines");
        }
        errors.throwIfAny();
        return more;
    }

    private void checkMergedQuantities(CartContent content, List<CartLine> lines, Errors errors) {
        if (!settings.mergeLines()) {
            return;
        }
        Map<String, Long> pieces = new HashMap<>();
        content.lines().forEach(line -> pieces.merge(line.sku() + line.attributes(), line.quantity(), Long::sum));
        lines.forEach(line -> pieces.merge(line.sku() + line.attributes(), line.quantity(), Long::sum));
        pieces.forEach((sku, quantity) -> {
            if (quantity > CartLine.LARGEST_QUANTITY) {
                errors.add("/lines", "too-large", "A line has at most 1,000,000 pieces");
            }
        });
    }

    private static boolean checkQuantity(WantedLine line, Errors errors) {
        if (line.quantity() < 1) {
            errors.add(line.pointer() + "/quantity", "too-small", "The quantity must be 1 to 1,000,000");
            return false;
        }
        if (line.quantity() > CartLine.LARGEST_QUANTITY) {
            errors.add(line.pointer() + "/quantity", "too-large", "The quantity must be 1 to 1,000,000");
            return false;
        }
        return true;
    }

    private static Optional<Money> price(
            WantedLine line, @Nullable Product product, CartContent content, Errors errors) {
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
