package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.money.Money;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Puts prices, discounts and tax on a cart's content. */
@Component
@RequiredArgsConstructor
public class CartPricing {

    private final Offers offers;
    private final CartSettings settings;

    /** The content with what it costs now; one call to the offers, none for an empty cart. */
    public CartContent price(String tenant, CartContent content) {
        if (content.lines().isEmpty()) {
            return content.priced(content.codes(), List.of(), Money.zero(content.currency()));
        }
        Offers.Priced priced = offers.price(tenant, content);
        return content.priced(priced.codes(), priced.discounts(), tax(content, priced.discounts()));
    }

    private Money tax(CartContent content, List<Discount> discounts) {
        Money taxed = content.priced(content.codes(), discounts, Money.zero(content.currency()))
                .totals()
                .total();
        return taxed.percent(settings.taxPercent());
    }
}
