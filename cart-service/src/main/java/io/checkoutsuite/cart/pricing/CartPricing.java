package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.AppliedCode;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.cart.RemovedLine;
import io.checkoutsuite.cart.catalog.Catalog;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the catalogue's prices, discounts and tax on a cart's content. */
@Component
@RequiredArgsConstructor
public class CartPricing implements CheckoutPrices {

    private final Catalog catalog;
    private final Offers offers;
    private final CartSettings settings;
    private final Clock clock;

    /** What the catalogue says of all lines, and of more SKUs; one look-up for all. */
    public CataloguePrices look(String tenant, CartContent content, Collection<String> more) {
        Set<String> skus = new HashSet<>(more);
        content.lines().stream().map(CartLine::sku).forEach(skus::add);
        return new CataloguePrices(skus.isEmpty() ? Map.of() : catalog.find(tenant, skus));
    }

    /** The content at the catalogue's prices; lines that cannot be bought any more are taken out and reported. Discounts are not looked at. */
    public CartContent refreshed(CartContent content, CataloguePrices prices) {
        List<RemovedLine> gone = prices.gone(content);
        CartContent refreshed = prices.on(content);
        return gone.isEmpty() ? refreshed : refreshed.withRemoved(gone);
    }

    /**
     * The content with what offers take off its lines at their prices; one call to the offers, none for an empty cart. Codes are looked up even
     * on a cart without lines: a guess is counted when it is made.
     */
    public CartContent price(String tenant, CartContent content) {
        Instant now = now();
        if (content.lines().isEmpty() && content.codes().isEmpty()) {
            return content.priced(content.codes(), List.of(), Money.zero(content.currency()), now);
        }
        Offers.Priced priced = offers.price(tenant, content);
        return content.priced(priced.codes(), priced.discounts(), tax(content, priced.discounts(), now), now);
    }

    /** The content with what it costs now: one look-up in the catalogue, and one call to the offers. */
    public CartContent reprice(String tenant, CartContent content) {
        return price(tenant, refreshed(content, look(tenant, content, List.of())));
    }

    /** The same, but the offers are asked only if a price has changed or the last answer is too old. */
    public CartContent upToDate(String tenant, CartContent content) {
        CartContent refreshed = refreshed(content, look(tenant, content, List.of()));
        return refreshed.costsTheSameAs(content) && !isTooOld(content) ? refreshed : price(tenant, refreshed);
    }

    /** Whether its prices have to be looked at again before they are shown. */
    public boolean isTooOld(CartContent content) {
        Instant pricedAt = content.pricedAt();
        return pricedAt == null || clock.instant().isAfter(pricedAt.plus(settings.priceLife()));
    }

    @Override
    public Repriced reprice(String tenant, CartContent shown, @Nullable Money expected) {
        CataloguePrices catalogue = look(tenant, shown, List.of());
        CartContent current = current(tenant, shown, catalogue.on(shown));
        Money shownTotal = shown.totals().total();
        Money total = current.totals().total();
        Money limit = expected == null ? shownTotal : expected;
        boolean isLower = limit.equals(shownTotal) && total.compareTo(shownTotal) < 0;
        return new Repriced(current, isLower && settings.acceptLowerPrices() ? total : limit, catalogue);
    }

    /**
     * No line is taken out: that each can be bought is a check of the checkout, which names those that cannot. A cart without discounts whose
     * prices stand needs no offers.
     */
    private CartContent current(String tenant, CartContent shown, CartContent refreshed) {
        boolean pricesStand = refreshed.lines().equals(shown.lines());
        if (pricesStand && shown.discounts().isEmpty()) {
            return shown;
        }
        try {
            CartContent priced = price(tenant, refreshed);
            if (pricesStand && losesCode(shown, priced)) {
                // The reservation of the uses refuses it, and says why.
                return shown;
            }
            return priced.costsTheSameAs(shown) ? shown : priced;
        } catch (ProblemException noAnswer) {
            if (pricesStand) {
                // The reservation of the uses, which needs the same service, decides.
                return shown;
            }
            throw noAnswer;
        }
    }

    private static boolean losesCode(CartContent shown, CartContent priced) {
        Set<String> effective = priced.codes().stream()
                .filter(AppliedCode::takesEffect)
                .map(AppliedCode::code)
                .collect(Collectors.toSet());
        return shown.codes().stream().anyMatch(entered -> entered.takesEffect() && !effective.contains(entered.code()));
    }

    private Money tax(CartContent content, List<Discount> discounts, Instant now) {
        Money taxed = content.priced(content.codes(), discounts, Money.zero(content.currency()), now)
                .totals()
                .total();
        return taxed.percent(settings.taxPercent());
    }

    /** No finer than the store keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
