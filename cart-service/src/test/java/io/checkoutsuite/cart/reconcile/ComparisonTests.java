package io.checkoutsuite.cart.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.cart.Answer;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.Undo;
import io.checkoutsuite.messaging.Effect;
import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTests {

    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(300);
    private static final Answer ANSWER = new Answer(200, new byte[0]);

    private final Comparison comparison = new Comparison(NOW, Duration.ofSeconds(30));

    @ParameterizedTest
    @EnumSource(Party.class)
    void a_service_where_nothing_would_change_is_in_order(Party party) {
        Cart cart = cart(completed());

        assertThat(comparison.ofEffect(party, cart, completed(), Effect.nothing("")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER, CHANGE, ORDER_MISSING, publish checkoutCompletion again to order",
        "ORDER, CONFLICT, ORDER_DIFFERS, ",
        "INVENTORY, CHANGE, STOCK_NOT_HARD, publish checkoutCompletion again to inventory",
        "INVENTORY, CONFLICT, STOCK_NOT_HARD, ",
        "OFFER, CHANGE, USES_NOT_COMMITTED, publish checkoutCompletion again to offer",
        "PAYMENT, CHANGE, PAYMENT_NOT_BOUND, publish checkoutCompletion again to payment",
        "PAYMENT, CONFLICT, PAYMENT_NOT_BOUND, ",
        "ORDER, UNREADABLE, ORDER_DIFFERS, ",
        "PAYMENT, UNREADABLE, PAYMENT_NOT_BOUND, "
    })
    void what_a_completion_would_still_change_is_amiss_and_what_it_contradicts_is_for_people(
            Party party, Effect.Kind kind, FindingType type, @Nullable String repair) {
        Finding finding = comparison
                .ofEffect(party, cart(completed()), completed(), new Effect(kind, "so"))
                .orElseThrow()
                .finding();

        assertThat(finding).isEqualTo(new Finding(type, party.word(), "c", "c-1", "100001", 300, "so", repair, false));
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER, CHANGE, FAILED_ORDER_MISSING, publish checkoutRollback again to order",
        "ORDER, CONFLICT, ORDER_OF_FAILED_CHECKOUT, ",
        "INVENTORY, CHANGE, STOCK_STILL_HELD, publish checkoutRollback again to inventory",
        "OFFER, CHANGE, USES_STILL_HELD, publish checkoutRollback again to offer",
        "PAYMENT, CHANGE, PAYMENT_STILL_HELD, publish checkoutRollback again to payment",
        "PAYMENT, CONFLICT, PAYMENT_STILL_HELD, ",
        "INVENTORY, UNREADABLE, STOCK_STILL_HELD, "
    })
    void what_a_rollback_would_still_change_is_amiss(
            Party party, Effect.Kind kind, FindingType type, @Nullable String repair) {
        Attempt attempt = rolledBack(null);

        Finding finding = comparison
                .ofEffect(party, cart(attempt), attempt, new Effect(kind, "so"))
                .orElseThrow()
                .finding();

        assertThat(finding.type()).isEqualTo(type);
        assertThat(finding.repair()).isEqualTo(repair);
    }

    @Test
    void what_an_open_undo_gives_back_is_no_finding_of_the_service() {
        Undo undo = Undo.begun(List.of(new Undo.Missing("reserveStock", "away")), NOW);
        Attempt attempt = rolledBack(undo);
        Effect change = Effect.change("would release");

        assertThat(comparison.ofEffect(Party.INVENTORY, cart(attempt), attempt, change))
                .isEmpty();
        assertThat(types(comparison.ofEffect(Party.PAYMENT, cart(attempt), attempt, change)))
                .containsExactly(FindingType.PAYMENT_STILL_HELD);
        assertThat(comparison.ofAttempt(cart(attempt), attempt)).isEmpty();
    }

    @Test
    void an_undo_that_was_tried_often_enough_is_amiss() {
        Undo parked = Undo.begun(List.of(), NOW).parked(List.of(new Undo.Missing("reserveStock", "away")), BEFORE);
        Attempt attempt = rolledBack(parked);

        Amiss amiss = comparison.ofAttempt(cart(attempt), attempt).orElseThrow();

        assertThat(amiss.finding().type()).isEqualTo(FindingType.UNDO_NEEDS_ATTENTION);
        assertThat(amiss.finding().detail()).isEqualTo("reserveStock: away");
        assertThat(amiss.finding().repair()).isEqualTo("try the undo anew");
    }

    @Test
    void a_checkout_is_stuck_when_recovery_should_have_decided_it_and_not_before() {
        Attempt overdue = undecided(NOW.minusSeconds(11));
        Attempt due = undecided(NOW.minusSeconds(9));

        assertThat(types(comparison.ofAttempt(running(overdue), overdue))).containsExactly(FindingType.CHECKOUT_STUCK);
        assertThat(comparison.ofAttempt(running(due), due)).isEmpty();
    }

    @Test
    void what_is_said_of_a_finding_is_bounded() {
        Finding finding =
                comparison.unreadable("c", "x".repeat(100_000), BEFORE).finding();

        assertThat(finding.detail()).hasSize(500);
        assertThat(finding.mended().detail()).hasSize(500);
    }

    @Test
    void an_event_is_owed_once_the_grace_is_over() {
        assertThat(types(comparison.ofOwed("c", owed(NOW.minusSeconds(31)), null)))
                .containsExactly(FindingType.EVENT_OWED);
        assertThat(comparison.ofOwed("c", owed(NOW.minusSeconds(29)), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INVENTORY, STOCK_SOFT, STOCK_WITHOUT_CHECKOUT, publish checkoutRollback to inventory",
        "OFFER, USES_RESERVED, USES_WITHOUT_CHECKOUT, publish checkoutRollback to offer",
        "PAYMENT, PAYMENT_HELD, PAYMENT_WITHOUT_CHECKOUT, publish checkoutRollback to payment",
        "ORDER, ORDER, ORDER_WITHOUT_CHECKOUT, ",
        "INVENTORY, STOCK_KEPT, STOCK_WITHOUT_CHECKOUT, ",
        "OFFER, USES_COMMITTED, USES_WITHOUT_CHECKOUT, ",
        "PAYMENT, PAYMENT_BOUND, PAYMENT_WITHOUT_CHECKOUT, "
    })
    void what_no_cart_knows_is_amiss_and_only_what_is_not_final_can_be_given_back(
            Party party, String kind, FindingType type, @Nullable String repair) {
        Finding finding = comparison
                .ofHolding(party, holding(kind, BEFORE), Map.of())
                .orElseThrow()
                .finding();

        assertThat(finding.type()).isEqualTo(type);
        assertThat(finding.repair()).isEqualTo(repair);
    }

    @ParameterizedTest
    @CsvSource({"ORDER, ORDER", "INVENTORY, STOCK_KEPT", "OFFER, USES_COMMITTED", "PAYMENT, PAYMENT_BOUND"})
    void what_was_sold_stays_when_its_cart_is_purged(Party party, String kind) {
        assertThat(comparison.ofHolding(party, holding(kind, NOW.minus(Duration.ofDays(2))), Map.of()))
                .isEmpty();
    }

    @Test
    void what_is_held_for_a_purged_cart_is_amiss_however_old() {
        assertThat(types(comparison.ofHolding(
                        Party.INVENTORY, holding("STOCK_SOFT", NOW.minus(Duration.ofDays(2))), Map.of())))
                .containsExactly(FindingType.STOCK_WITHOUT_CHECKOUT);
    }

    @Test
    void an_attempt_that_the_cart_may_yet_make_is_not_barred() {
        Amiss amiss = comparison
                .ofHolding(Party.INVENTORY, holding("STOCK_SOFT", BEFORE), Map.of("c", List.of()))
                .orElseThrow();

        assertThat(amiss.finding().type()).isEqualTo(FindingType.STOCK_WITHOUT_CHECKOUT);
        assertThat(amiss.remedy()).isEqualTo(new Remedy.ByHand());
    }

    @Test
    void what_is_held_since_just_now_or_for_a_known_checkout_is_in_order() {
        assertThat(comparison.ofHolding(Party.INVENTORY, holding("STOCK_SOFT", NOW.minusSeconds(29)), Map.of()))
                .isEmpty();
        assertThat(comparison.ofHolding(Party.ORDER, holding("ORDER", BEFORE), Map.of("c", List.of(completed()))))
                .isEmpty();
    }

    @Test
    void an_order_under_another_cart_is_a_second_one() {
        Holding second = new Holding("x", "c-1", "x", "ORDER", BEFORE, "100002 GBP 3.00");

        assertThat(types(comparison.ofHolding(Party.ORDER, second, Map.of("c", List.of(completed())))))
                .containsExactly(FindingType.SECOND_ORDER);
    }

    private static List<FindingType> types(Optional<Amiss> amiss) {
        return amiss.stream().map(found -> found.finding().type()).toList();
    }

    private static Holding holding(String kind, Instant since) {
        return new Holding(kind.equals("ORDER") ? "c" : "c-1", "c-1", "c", kind, since, "2 mugs");
    }

    private static OutboxEntry owed(Instant at) {
        return new OutboxEntry("checkoutRollback:c-1", "checkoutRollback", "c", "default", "c-1", at, "{}");
    }

    private static Attempt undecided(Instant leaseUntil) {
        return Attempt.begun(
                "c-1",
                "100001",
                CartStatus.IN_PROCESS,
                null,
                "",
                "ann",
                BEFORE.minusSeconds(1),
                null,
                leaseUntil,
                false);
    }

    private static Attempt completed() {
        return undecided(NOW).completed(BEFORE, List.of(), ANSWER);
    }

    private static Attempt rolledBack(@Nullable Undo undo) {
        return undecided(NOW)
                .rolledBack(
                        BEFORE,
                        AttemptFailure.of(FailureType.CHECKOUT_ABANDONED, null, "left"),
                        List.of(),
                        undo,
                        ANSWER);
    }

    private static Cart cart(Attempt decided) {
        return cart(
                decided.outcome() == Attempt.Outcome.COMPLETED ? CartStatus.SUBMITTED : CartStatus.IN_PROCESS, decided);
    }

    private static Cart running(Attempt attempt) {
        return cart(CartStatus.SUBMISSION_IN_PROGRESS, attempt);
    }

    private static Cart cart(CartStatus status, Attempt attempt) {
        CartContent content = CartContent.empty(Currency.getInstance("GBP"), "ann", null, BEFORE);
        return new Cart("c", "default", 3, status, content, List.of(attempt), List.of());
    }
}
