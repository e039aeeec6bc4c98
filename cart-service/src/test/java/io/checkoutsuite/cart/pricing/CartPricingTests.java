package io.checkoutsuite.cart.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartLine;
import io.checkoutsuite.cart.cart.Discount;
import io.checkoutsuite.cart.cart.FulfillmentGroup;
import io.checkoutsuite.cart.cart.RemovedLine;
import io.checkoutsuite.cart.catalog.Catalog;
import io.checkoutsuite.cart.catalog.Product;
import io.checkoutsuite.cart.pricing.CheckoutPricing.Repriced;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CartPricingTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Currency GBP = Currency.getInstance("GBP");

    /** Ten percent off everything, unless the offers are unavailable. */
    private static final class TenPercentOff implements Offers {

        private boolean applies = true;
        private boolean unavailable;
        private int calls;

        @Override
        public Priced price(String tenant, CartContent content) {
            calls++;
            if (unavailable) {
                throw new ProblemException(Problems.TEMPORARILY_UNAVAILABLE, "The offer service is unavailable");
            }
            Money off = content.lines().stream()
                    .map(CartLine::total)
                    .reduce(Money.zero(GBP), Money::plus)
                    .percent(BigDecimal.TEN);
            return new Priced(
                    applies ? List.of(new Discount("ten", null, "Ten percent", off, List.of())) : List.of(), List.of());
        }
    }

    private static final class FakeCatalog implements Catalog {

        private final Map<String, Product> products = new HashMap<>();
        private int calls;

        void sells(String sku, String price, String currency) {
            products.put(sku, new Product(sku, sku, Money.of(price, currency), true, 1, 100, List.of()));
        }

        @Override
        public Map<String, Product> find(String tenant, Collection<String> skus) {
            calls++;
            return products.entrySet().stream()
                    .filter(product -> skus.contains(product.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private final FakeCatalog catalog = new FakeCatalog();
    private final TenPercentOff offers = new TenPercentOff();

    private CartPricing pricing(boolean acceptLower, Instant now) {
        CartSettings settings = new CartSettings(
                true,
                true,
                Duration.ofHours(1),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                acceptLower);
        return new CartPricing(
                new ProductLookUp(catalog, settings), offers, settings, Clock.fixed(now, ZoneOffset.UTC));
    }

    private CartPricing pricing() {
        return pricing(true, NOON);
    }

    /** Two mugs and a bowl for 5.00 each, ten percent off. */
    private CartContent cart() {
        catalog.sells("mug", "5.00", "GBP");
        catalog.sells("bowl", "5.00", "GBP");
        return pricing()
                .price(
                        "default",
                        CartContent.empty(GBP, "ann", null, NOON)
                                .withLines(List.of(line("mug", 2), line("bowl", 1)), true));
    }

    private static CartLine line(String sku, long quantity) {
        return new CartLine("line-" + sku, sku, sku, quantity, Money.of("5.00", "GBP"), Map.of());
    }

    private static Money pounds(String amount) {
        return Money.of(amount, "GBP");
    }

    @Test
    void a_price_that_has_risen_is_more_than_the_checkout_may_charge() {
        CartContent shown = cart();
        catalog.sells("mug", "7.00", "GBP");

        Repriced now = pricing().reprice("default", shown, null);

        assertThat(now.content().totals().total()).isEqualTo(pounds("17.10"));
        assertThat(now.expectedTotal()).isEqualTo(pounds("13.50"));
    }

    @Test
    void a_price_that_has_fallen_is_accepted_unless_the_shop_wants_it_seen() {
        CartContent shown = cart();
        catalog.sells("mug", "4.00", "GBP");

        assertThat(pricing().reprice("default", shown, null).expectedTotal()).isEqualTo(pounds("11.70"));
        assertThat(pricing().reprice("default", shown, pounds("13.50")).expectedTotal())
                .isEqualTo(pounds("11.70"));
        assertThat(pricing().reprice("default", shown, pounds("20.00")).expectedTotal())
                .isEqualTo(pounds("20.00"));
        assertThat(pricing(false, NOON).reprice("default", shown, null).expectedTotal())
                .isEqualTo(pounds("13.50"));
    }

    @Test
    void an_offer_that_has_ended_raises_the_price_too() {
        CartContent shown = cart();
        offers.applies = false;

        Repriced now = pricing().reprice("default", shown, null);

        assertThat(now.content().totals().total()).isEqualTo(pounds("15.00"));
        assertThat(now.content().discounts()).isEmpty();
    }

    @Test
    void prices_that_stand_leave_the_content_as_it_is_and_ask_no_offers_where_none_applied() {
        offers.applies = false;
        CartContent shown = cart();
        int calls = offers.calls;

        assertThat(pricing().reprice("default", shown, null).content()).isSameAs(shown);
        assertThat(offers.calls).isEqualTo(calls);
    }

    @Test
    void without_offers_a_checkout_goes_on_at_prices_that_stand_and_not_at_others() {
        CartContent shown = cart();
        offers.unavailable = true;

        assertThat(pricing().reprice("default", shown, null).content()).isSameAs(shown);
        catalog.sells("mug", "4.00", "GBP");
        assertThatThrownBy(() -> pricing().reprice("default", shown, null)).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_checkout_loses_no_line_and_a_change_loses_those_that_cannot_be_bought() {
        CartContent shown = cart();
        catalog.sells("mug", "7.00", "EUR");
        catalog.products.remove("bowl");

        assertThat(pricing().reprice("default", shown, null).content().lines()).isEqualTo(shown.lines());
        CartContent changed = pricing().reprice("default", shown);

        assertThat(changed.lines()).isEmpty();
        assertThat(changed.totals().total()).isEqualTo(pounds("0.00"));
        assertThat(changed.removedLines())
                .extracting(RemovedLine::sku, RemovedLine::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("mug", RemovedLine.Reason.WRONG_CURRENCY),
                        org.assertj.core.groups.Tuple.tuple("bowl", RemovedLine.Reason.UNKNOWN_SKU));
    }

    @Test
    void a_group_of_nothing_but_removed_lines_goes_with_them() {
        CartContent shown = cart().withFulfillmentGroups(List.of(group("1", "line-mug"), group("2", "line-bowl")));
        catalog.products.remove("mug");

        assertThat(pricing().reprice("default", shown).fulfillmentGroups())
                .extracting(FulfillmentGroup::id)
                .containsExactly("2");
    }

    private static FulfillmentGroup group(String id, String line) {
        return new FulfillmentGroup(id, FulfillmentGroup.Type.VIRTUAL, null, null, List.of(line), pounds("0.00"));
    }

    @Test
    void a_change_asks_the_catalogue_once_and_the_offers_only_if_there_is_a_reason() {
        CartContent shown = cart();
        catalog.calls = 0;
        offers.calls = 0;

        pricing().upToDate("default", shown);
        assertThat(catalog.calls).isOne();
        assertThat(offers.calls).isZero();
        pricing(true, NOON.plusSeconds(61)).upToDate("default", shown);
        assertThat(offers.calls).isOne();
        catalog.sells("mug", "6.00", "GBP");
        assertThat(pricing().upToDate("default", shown).totals().total()).isEqualTo(pounds("15.30"));
        assertThat(offers.calls).isEqualTo(2);
    }

    @Test
    void prices_become_stale_after_their_lifetime() {
        CartContent shown = cart();

        assertThat(pricing(true, NOON.plusSeconds(60)).isTooOld(shown)).isFalse();
        assertThat(pricing(true, NOON.plusSeconds(61)).isTooOld(shown)).isTrue();
    }
}
