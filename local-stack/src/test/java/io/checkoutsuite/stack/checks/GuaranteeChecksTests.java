package io.checkoutsuite.stack.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import io.checkoutsuite.stack.carts.CartRecord;
import io.checkoutsuite.stack.client.SuiteClient;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GuaranteeChecksTests {

    private static final Attempt SUCCESS = new Attempt("r1", true, "1001", null, 200, 10, null);
    private static final Attempt DECLINED = new Attempt("r2", false, null, "FAILED_PAYMENT_TRANSACTION", 402, 10, null);
    private static final OrderFacts ORDER =
            new OrderFacts("1001", "r1", new BigDecimal("8.50"), new BigDecimal("8.50"), Map.of("MUG", 1L), false);
    private static final JsonNode NOTHING_BEFORE = SuiteClient.JSON.createObjectNode();

    @Test
    void a_whole_success_and_a_clean_failure_are_green() {
        GuaranteeChecks checks = new GuaranteeChecks(List.of(sold(ORDER, committed()), failed(released())));

        assertThat(checks.all(NOTHING_BEFORE, figures(5, 0, 1, 4), List.of())).allMatch(GuaranteeResult::passed);
    }

    @Test
    void two_orders_for_one_cart_break_G1() {
        CartFacts cart = new CartFacts(record("a", SUCCESS), List.of(ORDER, ORDER), List.of(committed()));

        assertThat(new GuaranteeChecks(List.of(cart)).oneOrderPerCart().violations())
                .anyMatch(violation -> violation.contains("has 2 orders, not 1"));
    }

    @Test
    void an_order_without_a_success_breaks_G1() {
        CartFacts cart = new CartFacts(record("a", DECLINED), List.of(ORDER), List.of(released()));

        assertThat(new GuaranteeChecks(List.of(cart)).oneOrderPerCart().passed())
                .isFalse();
    }

    @Test
    void a_success_that_a_service_has_not_applied_breaks_G2() {
        AttemptFacts behind = new AttemptFacts(
                SUCCESS,
                "RESERVED",
                "BOUND",
                amount("8.50"),
                amount("8.50"),
                BigDecimal.ZERO,
                1,
                "ABSENT",
                EnumSet.of(Service.INVENTORY));

        assertThat(new GuaranteeChecks(List.of(sold(ORDER, behind)))
                        .successIsWhole()
                        .violations())
                .anyMatch(violation -> violation.contains("not applied by inventory"))
                .anyMatch(violation -> violation.contains("stock is RESERVED"));
    }

    @Test
    void money_still_held_after_a_failure_breaks_G3() {
        AttemptFacts held = new AttemptFacts(
                DECLINED,
                "RELEASED",
                "REVERSED",
                amount("8.50"),
                amount("8.50"),
                BigDecimal.ZERO,
                1,
                "RELEASED",
                Set.of());

        assertThat(new GuaranteeChecks(List.of(failed(held)))
                        .failureHoldsNothing()
                        .violations())
                .singleElement()
                .asString()
                .contains("the gateway holds 8.50");
    }

    @Test
    void stock_that_only_a_timer_has_released_breaks_G3() {
        AttemptFacts expired = new AttemptFacts(
                DECLINED,
                "EXPIRED",
                "REVERSED",
                amount("8.50"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                1,
                "RELEASED",
                Set.of());

        assertThat(new GuaranteeChecks(List.of(failed(expired)))
                        .failureHoldsNothing()
                        .violations())
                .singleElement()
                .asString()
                .contains("stock is EXPIRED");
    }

    @Test
    void more_committed_than_ordered_breaks_G4() {
        GuaranteeChecks checks = new GuaranteeChecks(List.of(sold(ORDER, committed())));

        assertThat(checks.neverOversold(NOTHING_BEFORE, figures(5, 0, 2, 3), List.of())
                        .violations())
                .containsExactly("MUG: 2 pieces committed, 1 ordered");
        assertThat(checks.neverOversold(NOTHING_BEFORE, figures(0, 0, 1, 0), List.of())
                        .passed())
                .isFalse();
        assertThat(checks.neverOversold(NOTHING_BEFORE, figures(5, 1, 1, 3), List.of())
                        .passed())
                .isFalse();
    }

    @Test
    void what_was_committed_before_the_run_does_not_count() {
        JsonNode before = SuiteClient.JSON.createObjectNode().put("MUG", 3);

        assertThat(new GuaranteeChecks(List.of(sold(ORDER, committed())))
                        .neverOversold(before, figures(9, 0, 4, 5), List.of())
                        .passed())
                .isTrue();
    }

    @Test
    void a_code_used_too_often_breaks_G4() {
        JsonNode code = SuiteClient.JSON.readTree(
                "{\"code\":\"LUCKY\",\"uses\":{\"limit\":3,\"reserved\":0,\"committed\":4,\"available\":0}}");

        assertThat(new GuaranteeChecks(List.of())
                        .neverOversold(NOTHING_BEFORE, figures(5, 0, 0, 5), List.of(code))
                        .violations())
                .containsExactly("LUCKY was used 4 times, its limit is 3");
    }

    @Test
    void a_penny_too_little_or_a_second_authorization_breaks_G5() {
        AttemptFacts short1p = new AttemptFacts(
                SUCCESS, "COMMITTED", "BOUND", amount("8.49"), amount("8.50"), BigDecimal.ZERO, 2, "ABSENT", Set.of());

        assertThat(new GuaranteeChecks(List.of(sold(ORDER, short1p)))
                        .moneyAddsUp()
                        .violations())
                .anyMatch(violation -> violation.contains("authorized for 8.49"))
                .anyMatch(violation -> violation.contains("authorized 2 times"));
    }

    @Test
    void a_fault_of_the_suite_is_no_outcome() {
        Attempt fault = new Attempt(null, false, null, "internal-error", 500, 10, null);
        CartRecord cart =
                new CartRecord("c", "cart-c", null, "token", null, List.of(fault), "internal-error", List.of());

        assertThat(new GuaranteeChecks(List.of(new CartFacts(cart, List.of(), List.of())))
                        .outcomeIsDefinite()
                        .violations())
                .containsExactly("c (cart cart-c) ended in internal-error");
    }

    private static CartFacts sold(OrderFacts order, AttemptFacts attempt) {
        return new CartFacts(record("a", attempt.attempt()), List.of(order), List.of(attempt));
    }

    private static CartFacts failed(AttemptFacts attempt) {
        return new CartFacts(record("b", attempt.attempt()), List.of(), List.of(attempt));
    }

    private static AttemptFacts committed() {
        return new AttemptFacts(
                SUCCESS, "COMMITTED", "BOUND", amount("8.50"), amount("8.50"), BigDecimal.ZERO, 1, "ABSENT", Set.of());
    }

    private static AttemptFacts released() {
        return new AttemptFacts(
                DECLINED,
                "RELEASED",
                "REFUSED",
                amount("8.50"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                "RELEASED",
                Set.of());
    }

    private static CartRecord record(String key, Attempt attempt) {
        return new CartRecord(
                key, "cart-" + key, null, "token", "8.50", List.of(attempt), attempt.failure(), List.of());
    }

    private static StockFigures figures(long onHand, long soft, long hard, long available) {
        return new StockFigures(Map.of("MUG", new StockFigures.SkuFigures(onHand, soft, hard, available, true)));
    }

    private static BigDecimal amount(String amount) {
        return new BigDecimal(amount);
    }
}
