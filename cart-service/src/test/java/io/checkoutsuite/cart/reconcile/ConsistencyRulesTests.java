package io.checkoutsuite.cart.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.AttemptFailure;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.CartStatus;
import io.checkoutsuite.cart.cart.Claim;
import io.checkoutsuite.cart.cart.Compensation;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.cart.cart.StoredResponse;
import io.checkoutsuite.cart.cart.Submission;
import io.checkoutsuite.messaging.OutboxEntry;
import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
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

class ConsistencyRulesTests {

    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(300);
    private static final StoredResponse RESPONSE = new StoredResponse(200, new byte[0]);

    private final ConsistencyRules rules = new ConsistencyRules(NOW, Duration.ofSeconds(30));

    @ParameterizedTest
    @EnumSource(Participant.class)
    void a_service_where_nothing_would_change_is_in_order(Participant participant) {
        Cart cart = cart(completed());

        assertThat(rules.checkPreview(participant, cart, completed(), EventPreview.nothing("")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER, CHANGE, ORDER_MISSING, publish checkoutCompletion again to order",
        "ORDER, CONFLICT, ORDER_DIFFERS, ",
        "INVENTORY, CHANGE, STOCK_NOT_COMMITTED, publish checkoutCompletion again to inventory",
        "INVENTORY, CONFLICT, STOCK_NOT_COMMITTED, ",
        "OFFER, CHANGE, USES_NOT_COMMITTED, publish checkoutCompletion again to offer",
        "PAYMENT, CHANGE, PAYMENT_NOT_BOUND, publish checkoutCompletion again to payment",
        "PAYMENT, CONFLICT, PAYMENT_NOT_BOUND, ",
        "ORDER, UNREADABLE, ORDER_DIFFERS, ",
        "PAYMENT, UNREADABLE, PAYMENT_NOT_BOUND, "
    })
    void what_a_completion_would_still_change_is_a_discrepancy_and_what_it_contradicts_is_for_people(
            Participant participant, EventPreview.Kind kind, FindingType type, @Nullable String repair) {
        Finding finding = rules.checkPreview(participant, cart(completed()), completed(), new EventPreview(kind, "so"))
                .orElseThrow()
                .finding();

        assertThat(finding)
                .isEqualTo(
                        new Finding(type, participant.serviceName(), "c", "c-1", "100001", 300, "so", repair, false));
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
    void what_a_rollback_would_still_change_is_a_discrepancy(
            Participant participant, EventPreview.Kind kind, FindingType type, @Nullable String repair) {
        Attempt attempt = rolledBack(null);

        Finding finding = rules.checkPreview(participant, cart(attempt), attempt, new EventPreview(kind, "so"))
                .orElseThrow()
                .finding();

        assertThat(finding.type()).isEqualTo(type);
        assertThat(finding.repair()).isEqualTo(repair);
    }

    @Test
    void what_an_open_compensation_releases_is_no_finding_of_the_service() {
        Compensation compensation =
                Compensation.begun(List.of(new Compensation.Remaining("reserveStock", "away")), NOW);
        Attempt attempt = rolledBack(compensation);
        EventPreview change = EventPreview.change("would release");

        assertThat(rules.checkPreview(Participant.INVENTORY, cart(attempt), attempt, change))
                .isEmpty();
        assertThat(types(rules.checkPreview(Participant.PAYMENT, cart(attempt), attempt, change)))
                .containsExactly(FindingType.PAYMENT_STILL_HELD);
        assertThat(rules.checkAttempt(cart(attempt), attempt)).isEmpty();
    }

    @Test
    void a_compensation_that_was_tried_often_enough_is_a_discrepancy() {
        Compensation parked = Compensation.begun(List.of(), NOW)
                .escalate(List.of(new Compensation.Remaining("reserveStock", "away")), BEFORE);
        Attempt attempt = rolledBack(parked);

        Discrepancy discrepancy = rules.checkAttempt(cart(attempt), attempt).orElseThrow();

        assertThat(discrepancy.finding().type()).isEqualTo(FindingType.COMPENSATION_NEEDS_ATTENTION);
        assertThat(discrepancy.finding().detail()).isEqualTo("reserveStock: away");
        assertThat(discrepancy.finding().repair()).isEqualTo("retry the compensation");
    }

    @Test
    void a_checkout_is_stuck_when_recovery_should_have_decided_it_and_not_before() {
        Attempt overdue = undecided(NOW.minusSeconds(11));
        Attempt due = undecided(NOW.minusSeconds(9));

        assertThat(types(rules.checkAttempt(running(overdue), overdue))).containsExactly(FindingType.CHECKOUT_STUCK);
        assertThat(rules.checkAttempt(running(due), due)).isEmpty();
    }

    @Test
    void the_detail_of_a_finding_is_bounded() {
        Finding finding = rules.unreadable("c", "x".repeat(100_000), BEFORE).finding();

        assertThat(finding.detail()).hasSize(500);
        assertThat(finding.asRepaired().detail()).hasSize(500);
    }

    @Test
    void an_unpublished_event_is_a_discrepancy_once_the_grace_is_over() {
        assertThat(types(rules.checkPending("c", pendingEvent(NOW.minusSeconds(31)), null)))
                .containsExactly(FindingType.EVENT_NOT_PUBLISHED);
        assertThat(rules.checkPending("c", pendingEvent(NOW.minusSeconds(29)), null))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INVENTORY, STOCK_RESERVED, STOCK_WITHOUT_CHECKOUT, publish checkoutRollback to inventory",
        "OFFER, USES_RESERVED, USES_WITHOUT_CHECKOUT, publish checkoutRollback to offer",
        "PAYMENT, PAYMENT_HELD, PAYMENT_WITHOUT_CHECKOUT, publish checkoutRollback to payment",
        "ORDER, ORDER, ORDER_WITHOUT_CHECKOUT, ",
        "INVENTORY, STOCK_COMMITTED, STOCK_WITHOUT_CHECKOUT, ",
        "OFFER, USES_COMMITTED, USES_WITHOUT_CHECKOUT, ",
        "PAYMENT, PAYMENT_BOUND, PAYMENT_WITHOUT_CHECKOUT, "
    })
    void what_no_cart_knows_is_a_discrepancy_and_only_what_is_not_final_can_be_released(
            Participant participant, String kind, FindingType type, @Nullable String repair) {
        Finding finding = rules.checkHeldResource(participant, heldResource(kind, BEFORE), Map.of())
                .orElseThrow()
                .finding();

        assertThat(finding.type()).isEqualTo(type);
        assertThat(finding.repair()).isEqualTo(repair);
    }

    @ParameterizedTest
    @CsvSource({"ORDER, ORDER", "INVENTORY, STOCK_COMMITTED", "OFFER, USES_COMMITTED", "PAYMENT, PAYMENT_BOUND"})
    void what_was_sold_stays_when_its_cart_is_purged(Participant participant, String kind) {
        assertThat(rules.checkHeldResource(participant, heldResource(kind, NOW.minus(Duration.ofDays(2))), Map.of()))
                .isEmpty();
    }

    @Test
    void what_is_held_for_a_purged_cart_is_a_discrepancy_however_old() {
        assertThat(types(rules.checkHeldResource(
                        Participant.INVENTORY,
                        heldResource("STOCK_RESERVED", NOW.minus(Duration.ofDays(2))),
                        Map.of())))
                .containsExactly(FindingType.STOCK_WITHOUT_CHECKOUT);
    }

    @Test
    void an_attempt_that_the_cart_may_yet_make_is_not_barred() {
        Discrepancy discrepancy = rules.checkHeldResource(
                        Participant.INVENTORY, heldResource("STOCK_RESERVED", BEFORE), Map.of("c", List.of()))
                .orElseThrow();

        assertThat(discrepancy.finding().type()).isEqualTo(FindingType.STOCK_WITHOUT_CHECKOUT);
        assertThat(discrepancy.repairAction()).isEqualTo(new RepairAction.Manual());
    }

    @Test
    void what_is_held_since_just_now_or_for_a_known_checkout_is_in_order() {
        assertThat(rules.checkHeldResource(
                        Participant.INVENTORY, heldResource("STOCK_RESERVED", NOW.minusSeconds(29)), Map.of()))
                .isEmpty();
        assertThat(rules.checkHeldResource(
                        Participant.ORDER, heldResource("ORDER", BEFORE), Map.of("c", List.of(completed()))))
                .isEmpty();
    }

    @Test
    void an_order_under_another_cart_is_a_second_one() {
        HeldResource second = new HeldResource("x", "c-1", "x", "ORDER", BEFORE, "100002 GBP 3.00");

        assertThat(types(rules.checkHeldResource(Participant.ORDER, second, Map.of("c", List.of(completed())))))
                .containsExactly(FindingType.SECOND_ORDER);
    }

    private static List<FindingType> types(Optional<Discrepancy> discrepancy) {
        return discrepancy.stream().map(found -> found.finding().type()).toList();
    }

    private static HeldResource heldResource(String kind, Instant since) {
        return new HeldResource(kind.equals("ORDER") ? "c" : "c-1", "c-1", "c", kind, since, "2 mugs");
    }

    private static OutboxEntry pendingEvent(Instant at) {
        return new OutboxEntry("checkoutRollback:c-1", "checkoutRollback", "c", "default", "c-1", at, "{}");
    }

    private static Attempt.Running undecided(Instant leaseUntil) {
        Claim claim = new Claim(
                "c-1",
                "100001",
                CartStatus.IN_PROCESS,
                new Submission(null, "", "ann", null, false),
                BEFORE.minusSeconds(1));
        return Attempt.begun(claim, leaseUntil);
    }

    private static Attempt completed() {
        return undecided(NOW).complete(BEFORE, List.of(), RESPONSE);
    }

    private static Attempt rolledBack(@Nullable Compensation compensation) {
        return undecided(NOW)
                .rollBack(
                        BEFORE,
                        AttemptFailure.of(FailureType.CHECKOUT_ABANDONED, null, "left"),
                        List.of(),
                        compensation,
                        RESPONSE);
    }

    private static Cart cart(Attempt decided) {
        return cart(decided instanceof Attempt.Completed ? CartStatus.SUBMITTED : CartStatus.IN_PROCESS, decided);
    }

    private static Cart running(Attempt attempt) {
        return cart(CartStatus.SUBMISSION_IN_PROGRESS, attempt);
    }

    private static Cart cart(CartStatus status, Attempt attempt) {
        CartContent content = CartContent.empty(Currency.getInstance("GBP"), "ann", null, BEFORE);
        return new Cart("c", "default", 3, status, content, List.of(attempt), List.of());
    }
}
