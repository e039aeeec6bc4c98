package io.checkoutsuite.offer.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.offer.offer.DiscountValue;
import io.checkoutsuite.offer.offer.Limits;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.OfferTarget;
import io.checkoutsuite.offer.offer.ValidityPeriod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricingTests {

    private final List<Candidate> offers = new ArrayList<>();
    private final List<Basket.Line> lines = new ArrayList<>();
    private String currency = "GBP";

    @Test
    void of_10_the_best_exclusive_offer_is_found_for_each_item() {
        line("one", 1, "1000");
        line("two", 1, "100");
        exclusive(percent("10", OfferTarget.ITEM));
        exclusive(percent("15", OfferTarget.ITEM, "two"));

        assertThat(total()).isEqualTo(money("985"));
    }

    @Test
    void of_13_an_offer_that_comes_twice_counts_once() {
        line("one", 1, "10");
        Offer threeQuarters = over("5", percent("75", OfferTarget.ITEM));
        offers.add(new Candidate(threeQuarters, null));
        offers.add(new Candidate(threeQuarters, "AGAIN"));

        assertThat(total()).isEqualTo(money("2.50"));
        assertThat(discounts()).hasSize(1);
    }

    @Test
    void of_14_offers_on_items_and_on_the_order_add_up() {
        line("one", 2, "10");
        line("two", 1, "20");
        combinable(percent("20", OfferTarget.ITEM, "one"));
        combinable(amount("3", OfferTarget.ITEM, "two"));
        combinable(amount("1.20", OfferTarget.ORDER));

        assertThat(total()).isEqualTo(money("31.80"));
    }

    @Test
    void of_16_an_exclusive_offer_that_gives_more_displaces_a_combinable_one() {
        line("on-sale", 2, "50");
        line("other", 2, "100");
        combinable(percent("20", OfferTarget.ITEM));
        exclusive(amount("30", OfferTarget.ITEM));

        assertThat(total()).isEqualTo(money("180"));
    }

    @Test
    void of_17_the_order_never_goes_below_zero() {
        line("one", 2, "50");
        line("two", 2, "50");
        exclusive(amount("25", OfferTarget.ITEM));
        exclusive(amount("35", OfferTarget.ITEM));
        exclusive(amount("45", OfferTarget.ITEM));
        combinable(amount("30", OfferTarget.ORDER));

        assertThat(discounts()).extracting(Discount::amount).containsExactly(money("180"), money("20"));
        assertThat(total()).isEqualTo(money("0"));
    }

    @Test
    void of_19_amounts_come_off_before_percentages() {
        line("one", 1, "5");
        combinable(percent("20", OfferTarget.ITEM));
        combinable(amount("3", OfferTarget.ITEM));

        assertThat(total()).isEqualTo(money("1.60"));
    }

    @Test
    void a_lower_priority_number_comes_off_first() {
        line("one", 1, "5");
        combinable(first(percent("20", OfferTarget.ITEM)));
        combinable(amount("3", OfferTarget.ITEM));

        assertThat(total()).isEqualTo(money("1.00"));
    }

    @Test
    void of_20_the_best_offer_is_found_item_by_item_however_it_became_eligible() {
        line("one", 1, "20");
        line("two", 1, "20");
        exclusive(percent("15", OfferTarget.ITEM));
        exclusive(percent("20", OfferTarget.ITEM, "one"));
        exclusive(percent("10", OfferTarget.ITEM, "two"));

        assertThat(total()).isEqualTo(money("33"));
    }

    @Test
    void to_04_shares_of_an_order_offer_add_up_to_the_cent() {
        line("one", 1, "5.00");
        line("two", 1, "5.00");
        line("three", 1, "5.00");
        combinable(amount("2.00", OfferTarget.ORDER));

        assertThat(discounts().getFirst().shares())
                .extracting(Discount.Share::amount)
                .containsExactly(money("0.67"), money("0.67"), money("0.66"));
    }

    @Test
    void to_05_shares_have_no_fractions_where_the_currency_has_none() {
        currency = "JPY";
        line("one", 1, "5");
        line("two", 1, "5");
        line("three", 1, "5");
        combinable(amount("2", OfferTarget.ORDER));

        assertThat(discounts().getFirst().shares())
                .extracting(Discount.Share::amount)
                .containsExactly(money("1"), money("1"));
    }

    @Test
    void an_offer_needs_its_minimum_its_currency_and_its_items() {
        line("one", 1, "49.99");
        combinable(over("50", percent("10", OfferTarget.ORDER)));
        combinable(percent("10", OfferTarget.ITEM, "other"));
        offers.add(new Candidate(
                offer(new DiscountValue.Amount(Money.of("1.00", "EUR")), OfferTarget.ORDER, Set.of(), null, 0, true),
                null));

        assertThat(discounts()).isEmpty();

        lines.clear();
        line("one", 1, "50.00");
        assertThat(total()).isEqualTo(money("45"));
    }

    @Test
    void an_empty_basket_and_a_free_one_have_no_discounts() {
        combinable(amount("2.00", OfferTarget.ORDER));
        assertThat(discounts()).isEmpty();

        line("gift", 3, "0.00");
        assertThat(discounts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "GBP", "BHD"})
    void whatever_is_on_offer_the_total_is_the_lowest_and_every_share_adds_up(String anyCurrency) {
        currency = anyCurrency;
        Random random = new Random(17);
        for (int round = 0; round < 400; round++) {
            lines.clear();
            offers.clear();
            for (int i = 0, many = 1 + random.nextInt(4); i < many; i++) {
                line("sku" + random.nextInt(3), 1 + random.nextInt(4), units(random.nextInt(5_000)));
            }
            for (int i = 0, many = random.nextInt(6); i < many; i++) {
                randomOffer(random);
            }

            List<Discount> discounts = discounts();

            assertThat(total()).isEqualTo(lowestByTryingAll());
            assertThat(total().isNegative()).isFalse();
            for (Discount discount : discounts) {
                assertThat(discount.amount()).isEqualTo(sum(discount.shares()));
                assertThat(discount.shares()).allMatch(share -> share.amount().isPositive());
            }
            for (Basket.Line line : lines) {
                Money off = sum(discounts.stream()
                        .flatMap(discount -> discount.shares().stream())
                        .filter(share -> share.lineId().equals(line.id()))
                        .toList());
                assertThat(off).isLessThanOrEqualTo(line.total());
            }
        }
    }

    @Test
    void a_thousand_lines_and_a_hundred_offers_are_priced_at_once() {
        for (int i = 0; i < 1_000; i++) {
            line("sku" + i, 1_000_000, "999999999999.99");
        }
        for (int i = 1; i <= 100; i++) {
            offers.add(new Candidate(
                    offer(
                            new DiscountValue.Percent(BigDecimal.valueOf(i)),
                            i % 2 == 0 ? OfferTarget.ITEM : OfferTarget.ORDER,
                            Set.of(),
                            null,
                            0,
                            i % 3 == 0),
                    null));
        }

        assertThat(total().isZero()).isTrue();
    }

    /** Tries every allowed choice on every line and on the order: any subset of the combinable offers, or one exclusive offer. */
    private Money lowestByTryingAll() {
        Money items = zero();
        for (Basket.Line line : lines) {
            items = items.plus(lowest(
                    offers.stream()
                            .filter(offer -> offer.isOn(OfferTarget.ITEM)
                                    && offer.offer().isFor(line.sku()))
                            .toList(),
                    line.total(),
                    line.quantity()));
        }
        return lowest(
                offers.stream().filter(offer -> offer.isOn(OfferTarget.ORDER)).toList(), items, 1);
    }

    private static Money lowest(List<Candidate> offers, Money price, long pieces) {
        Money lowest = price;
        for (int choice = 1; choice < 1 << offers.size(); choice++) {
            List<Candidate> chosen = new ArrayList<>();
            for (int i = 0; i < offers.size(); i++) {
                if ((choice & 1 << i) != 0) {
                    chosen.add(offers.get(i));
                }
            }
            if (chosen.size() == 1
                    || chosen.stream().allMatch(any -> any.offer().combinable())) {
                Money left = price;
                for (Candidate next :
                        chosen.stream().sorted(Candidate.ORDER_OF_APPLICATION).toList()) {
                    left = left.minus(next.off(left, pieces));
                }
                lowest = lowest.min(left);
            }
        }
        return lowest;
    }

    private void randomOffer(Random random) {
        DiscountValue discountValue = random.nextBoolean()
                ? new DiscountValue.Percent(BigDecimal.valueOf(1 + random.nextInt(100)))
                : new DiscountValue.Amount(money(units(1 + random.nextInt(3_000))));
        OfferTarget target = random.nextInt(3) == 0 ? OfferTarget.ORDER : OfferTarget.ITEM;
        Set<String> skus =
                target == OfferTarget.ITEM && random.nextBoolean() ? Set.of("sku" + random.nextInt(3)) : Set.of();
        offers.add(
                new Candidate(offer(discountValue, target, skus, null, random.nextInt(2), random.nextBoolean()), null));
    }

    private String units(int units) {
        return new BigDecimal(java.math.BigInteger.valueOf(units), decimals()).toPlainString();
    }

    private int decimals() {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    private void line(String sku, long quantity, String price) {
        lines.add(new Basket.Line("line-" + lines.size(), sku, quantity, money(price)));
    }

    private void combinable(Offer offer) {
        offers.add(new Candidate(offer, null));
    }

    private void exclusive(Offer offer) {
        offers.add(new Candidate(
                offer(
                        offer.discountValue(),
                        offer.target(),
                        offer.skus(),
                        offer.minSubtotal(),
                        offer.priority(),
                        false),
                null));
    }

    private Offer percent(String percent, OfferTarget target, String... skus) {
        return offer(new DiscountValue.Percent(new BigDecimal(percent)), target, Set.of(skus), null, 0, true);
    }

    private Offer amount(String amount, OfferTarget target, String... skus) {
        return offer(new DiscountValue.Amount(money(amount)), target, Set.of(skus), null, 0, true);
    }

    private Offer over(String minimum, Offer offer) {
        return offer(offer.discountValue(), offer.target(), offer.skus(), money(minimum), offer.priority(), true);
    }

    private Offer first(Offer offer) {
        return offer(offer.discountValue(), offer.target(), offer.skus(), offer.minSubtotal(), -1, true);
    }

    private Offer offer(
            DiscountValue discountValue,
            OfferTarget target,
            Set<String> skus,
            Money minimum,
            int priority,
            boolean combinable) {
        return new Offer(
                "default",
                "offer-" + offers.size(),
                "An offer",
                discountValue,
                target,
                skus,
                minimum,
                true,
                combinable,
                priority,
                ValidityPeriod.ALWAYS,
                Limits.NONE,
                1);
    }

    private List<Discount> discounts() {
        return Pricing.discounts(basket(), offers);
    }

    private Money total() {
        Money total = basket().subtotal();
        for (Discount discount : discounts()) {
            total = total.minus(discount.amount());
        }
        return total;
    }

    private Basket basket() {
        return new Basket(Currency.getInstance(currency), lines);
    }

    private Money sum(List<Discount.Share> shares) {
        return shares.stream().map(Discount.Share::amount).reduce(zero(), Money::plus);
    }

    private Money zero() {
        return money("0");
    }

    private Money money(String amount) {
        return Money.of(amount, currency);
    }
}
