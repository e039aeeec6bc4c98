package io.checkoutsuite.cart.pricing;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.cart.EnteredCode;
import io.checkoutsuite.cart.cart.RemovedLine;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies the catalog's prices, discounts and tax to a cart's content. */
@Component
@RequiredArgsConstructor
public class CartPricing implements CheckoutPricing {

    private final ProductLookUp products;
    private final Offers offers;
    private final CartSettings settings;
    private final Clock clock;

    /** Looks up all lines, and additional SKUs, with at most one call of the catalog. The prices may be some seconds old. */
    public CatalogPrices lookUp(String tenant, CartContent content, Collection<String> more) {
        Set<String> skus = skus(content);
        skus.addAll(more);
        return new CatalogPrices(products.recent(tenant, skus));
    }

    private CatalogPrices currentPrices(String tenant, CartContent content) {
        return new CatalogPrices(products.current(tenant, skus(content)));
    }

    private static Set<String> skus(CartContent content) {
        return content.lines().stream().map(CartLine::sku).collect(Collectors.toCollection(HashSet::new));
    }

    /** The content at the catalog's prices. Lines that cannot be bought any more are removed and reported. Discounts are not updated. */
    public CartContent refreshed(CartContent content, CatalogPrices prices) {
        List<RemovedLine> unsellable = prices.unsellableLines(content);
        CartContent refreshed = prices.applyTo(content);
        return unsellable.isEmpty() ? refreshed : refreshed.withRemoved(unsellable);
    }

    /**
     * The content with the discounts on its lines at their prices. This is one call to the offer service, or none for an empty cart. Codes are
     * looked up even on a cart without lines, so that every guess is counted.
     */
    public CartContent price(String tenant, CartContent content) {
        Instant now = now();
        if (content.lines().isEmpty() && content.codes().isEmpty()) {
            return content.priced(content.codes(), List.of(), Money.zero(content.currency()), now);
        }
        Offers.Priced priced = offers.price(tenant, content);
        return content.priced(priced.codes(), priced.discounts(), tax(content, priced.discounts(), now), now);
    }

    /** The content at its current cost: at most one look-up in the catalog, and one call to the offer service. */
    public CartContent reprice(String tenant, CartContent content) {
        return price(tenant, refreshed(content, lookUp(tenant, content, List.of())));
    }

    /** The same, but the offer service is called only if a price has changed or the last pricing is too old. */
    public CartContent upToDate(String tenant, CartContent content) {
        CartContent refreshed = refreshed(content, lookUp(tenant, content, List.of()));
        return refreshed.costsTheSameAs(content) && !isTooOld(content) ? refreshed : price(tenant, refreshed);
    }

    /** Whether the prices have to be refreshed before they are shown. */
    public boolean isTooOld(CartContent content) {
        return clock.instant().isAfter(content.pricedAt().plus(settings.priceLife()));
    }

    @Override
    public Repriced reprice(String tenant, CartContent shown, @Nullable Money expected) {
        CatalogPrices catalogPrices = currentPrices(tenant, shown);
        CartContent current = current(tenant, shown, catalogPrices.applyTo(shown));
        Money shownTotal = shown.totals().total();
        Money total = current.totals().total();
        Money limit = expected == null ? shownTotal : expected;
        boolean isLower = limit.equals(shownTotal) && total.compareTo(shownTotal) < 0;
        return new Repriced(current, isLower && settings.acceptLowerPrices() ? total : limit, catalogPrices);
    }

    /**
     * Removes no line: a check of the checkout reports the lines that cannot be bought. A cart without discounts whose prices have not changed
     * needs no call to the offer service.
     */
    private CartContent current(String tenant, CartContent shown, CartContent refreshed) {
        boolean pricesStand = refreshed.lines().equals(shown.lines());
        if (pricesStand && shown.discounts().isEmpty()) {
            return shown;
        }
        try {
            CartContent priced = price(tenant, refreshed);
            if (pricesStand && losesCode(shown, priced)) {
                // The reservation of the offer uses refuses it, with the reason.
                return shown;
            }
            return priced.costsTheSameAs(shown) ? shown : priced;
        } catch (ProblemException offersUnavailable) {
            if (pricesStand) {
                // The reservation of the offer uses needs the same service and decides.
                return shown;
            }
            throw offersUnavailable;
        }
    }

    private static boolean losesCode(CartContent shown, CartContent priced) {
        Set<String> effective = priced.codes().stream()
                .filter(EnteredCode::takesEffect)
                .map(EnteredCode::code)
                .collect(Collectors.toSet());
        return shown.codes().stream().anyMatch(entered -> entered.takesEffect() && !effective.contains(entered.code()));
    }

    private Money tax(CartContent content, List<Discount> discounts, Instant now) {
        Money taxed = content.priced(content.codes(), discounts, Money.zero(content.currency()), now)
                .totals()
                .total();
        return taxed.percent(settings.taxPercent());
    }

    /** Truncated to the precision of the store. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
