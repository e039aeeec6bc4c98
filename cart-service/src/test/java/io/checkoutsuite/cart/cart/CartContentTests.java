package io.checkoutsuite.cart.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CartContentTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Test
    void totals_are_exact_in_currencies_of_no_two_and_three_decimals() {
        assertThat(content("JPY", line("a", 3, "5", "JPY")).totals().total()).isEqualTo(Money.of("15", "JPY"));
        assertThat(content("GBP", line("a", 3, "0.10", "GBP")).totals().total()).isEqualTo(Money.of("0.30", "GBP"));
        assertThat(content("BHD", line("a", 3, "0.001", "BHD")).totals().total())
                .isEqualTo(Money.of("0.003", "BHD"));
    }

    @Test
    void an_amount_with_more_decimals_than_its_currency_is_no_money() {
        assertThatThrownBy(() -> Money.of("1.5", "JPY")).hasMessageContaining("more than the 0 decimals");
        assertThatThrownBy(() -> Money.of("0.001", "GBP")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void items_minus_offers_plus_shipping_plus_tax_is_the_total() {
        CartContent content = content("GBP", line("a", 1, "10.00", "GBP"))
                .withFulfillmentGroups(List.of(new FulfillmentGroup(
                        "1", FulfillmentGroup.Type.VIRTUAL, null, null, List.of(), Money.of("1.99", "GBP"))))
                .priced(
                        List.of(),
                        List.of(new Discount(
                                "o",
                                null,
                                "off",
                                Money.of("2.00", "GBP"),
                                List.of(new Discount.DiscountShare("line-a", Money.of("2.00", "GBP"))))),
                        Money.of("0.60", "GBP"),
                        Instant.EPOCH);

        assertThat(content.totals().total()).isEqualTo(Money.of("10.59", "GBP"));
        assertThat(content.discountOf("line-a")).isEqualTo(Money.of("2.00", "GBP"));
    }

    @Test
    void the_same_thing_added_twice_is_one_line_where_lines_are_merged_and_two_where_not() {
        CartContent one = content("GBP", line("a", 1, "10.00", "GBP"));

        assertThat(one.withLines(List.of(line("a", 1, "10.00", "GBP")), true).lines())
                .singleElement()
                .extracting(CartLine::quantity)
                .isEqualTo(2L);
        assertThat(one.withLines(List.of(line("a", 1, "10.00", "GBP")), false).lines())
                .hasSize(2);
    }

    @Test
    void a_payment_without_an_amount_pays_what_the_others_leave_open() {
        CartContent content = content("GBP", line("a", 1, "100.00", "GBP"))
                .withPayment(payment("gift", Money.of("30.00", "GBP")))
                .withPayment(payment("card", null));

        assertThat(content.openAmount()).isEqualTo(Money.of("0.00", "GBP"));
        assertThat(content.allocatedPayments())
                .extracting(CartPayment::amount)
                .containsExactly(Money.of("30.00", "GBP"), Money.of("70.00", "GBP"));
    }

    @Test
    void what_fixed_amounts_do_not_cover_is_the_open_amount_and_too_much_is_negative() {
        CartContent content = content("GBP", line("a", 1, "20.00", "GBP"));

        assertThat(content.withPayment(payment("p", Money.of("10.00", "GBP"))).openAmount())
                .isEqualTo(Money.of("10.00", "GBP"));
        assertThat(content.withPayment(payment("p", Money.of("25.00", "GBP"))).openAmount())
                .isEqualTo(Money.of("-5.00", "GBP"));
    }

    @Test
    void a_payment_of_nothing_never_reaches_a_gateway() {
        CartContent free = content("GBP", line("a", 1, "0.00", "GBP")).withPayment(payment("card", null));

        assertThat(free.openAmount().isZero()).isTrue();
        assertThat(free.allocatedPayments()).isEmpty();
    }

    @Test
    void a_guest_token_opens_the_cart_until_it_expires_and_no_other_does() {
        GuestAccess access = GuestAccess.withToken("secret", NOON.plusSeconds(3600));

        assertThat(access.opensWith("secret", NOON)).isTrue();
        assertThat(access.opensWith("secret", NOON.plusSeconds(3600))).isFalse();
        assertThat(access.opensWith("guess", NOON)).isFalse();
        assertThat(access.opensWith(null, NOON)).isFalse();
        assertThat(access.tokenHash()).doesNotContain("secret");
    }

    @Test
    void a_cart_in_progress_without_an_undecided_attempt_cannot_be_built() {
        CartContent content = content("GBP");

        assertThatThrownBy(() ->
                        new Cart("c", "default", 1, CartStatus.SUBMISSION_IN_PROGRESS, content, List.of(), List.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_line_has_between_one_and_a_million_pieces() {
        assertThatThrownBy(() -> line("a", 0, "1.00", "GBP")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line("a", 1_000_001, "1.00", "GBP")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_stored_response_is_returned_byte_for_byte() {
        byte[] body = "{\"a\":\"é\"}".repeat(500).getBytes(java.nio.charset.StandardCharsets.UTF_8);

        StoredResponse response = StoredResponse.of(200, 1, body);

        assertThat(response.body()).isEqualTo(body);
        assertThat(response.deflated().length).isLessThan(body.length / 10);
    }

    private static CartContent content(String currency, CartLine... lines) {
        return CartContent.empty(Currency.getInstance(currency), null, null, NOON)
                .withLines(List.of(lines), true);
    }

    private static CartLine line(String sku, long quantity, String price, String currency) {
        return new CartLine(
                "line-" + sku,
                sku,
                sku,
                quantity,
                new Money(new BigDecimal(price), Currency.getInstance(currency)),
                Map.of());
    }

    private static CartPayment payment(String id, Money amount) {
        return new CartPayment(id, "simulator", "tok_approve", null, amount, null, null, List.of(), false, NOON);
    }
}
