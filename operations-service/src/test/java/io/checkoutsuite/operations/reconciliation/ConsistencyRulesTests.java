package io.checkoutsuite.operations.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.messaging.preview.EventPreview;
import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.operations.history.AttemptHistory;
import io.checkoutsuite.operations.history.CartHistory;
import io.checkoutsuite.operations.history.CompensationHistory;
import io.checkoutsuite.operations.history.PendingEvent;
import io.checkoutsuite.operations.participant.Participant;
import java.time.Duration;
import java.time.Instant;
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
    private static final String CART = "c";
    private static final AttemptHistory.Start START =
            new AttemptHistory.Start("c-1", "100001", "ann", BEFORE.minusSeconds(1));

    private final ConsistencyRules rules = new ConsistencyRules(NOW, Duration.ofSeconds(30));

    @ParameterizedTest
    @EnumSource(Participant.class)
    void a_service_where_nothing_would_change_is_in_order(Participant participant) {
        assertThat(rules.checkPreview(participant, CART, completed(), EventPreview.nothing("")))
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
        Finding finding = rules.checkPreview(participant, CART, completed(), new EventPreview(kind, "so"))
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
        AttemptHistory.Decided attempt = rolledBack(Optional.empty());

        Finding finding = rules.checkPreview(participant, CART, attempt, new EventPreview(kind, "so"))
                .orElseThrow()
                .finding();

        assertThat(finding.type()).isEqualTo(type);
        assertThat(finding.repair()).isEqualTo(repair);
    }

    @Test
    void what_an_open_compensation_releases_is_no_finding_of_the_service() {
        AttemptHistory.Decided attempt = rolledBack(Optional.of(compensation(CompensationHistory.State.PENDING, NOW)));
        EventPreview change = EventPreview.change("would release");

        assertThat(rules.checkPreview(Participant.INVENTORY, CART, attempt, change))
                .isEmpty();
        assertThat(types(rules.checkPreview(Participant.PAYMENT, CART, attempt, change)))
                .containsExactly(FindingType.PAYMENT_STILL_HELD);
        assertThat(rules.checkAttempt(CART, attempt)).isEmpty();
    }

    @Test
    void a_compensation_that_was_tried_often_enough_is_a_discrepancy() {
        AttemptHistory.Decided attempt =
                rolledBack(Optional.of(compensation(CompensationHistory.State.NEEDS_ATTENTION, BEFORE)));

        Discrepancy discrepancy = rules.checkAttempt(CART, attempt).orElseThrow();

        assertThat(discrepancy.finding().type()).isEqualTo(FindingType.COMPENSATION_NEEDS_ATTENTION);
        assertThat(discrepancy.finding().detail()).isEqualTo("reserveStock: away");
        assertThat(discrepancy.finding().repair()).isEqualTo("retry the compensation");
    }

    @Test
    void a_checkout_is_stuck_when_recovery_should_have_decided_it_and_not_before() {
        AttemptHistory overdue = running(NOW.minusSeconds(11));
        AttemptHistory due = running(NOW.minusSeconds(9));

        assertThat(types(rules.checkAttempt(CART, overdue))).containsExactly(FindingType.CHECKOUT_STUCK);
        assertThat(rules.checkAttempt(CART, due)).isEmpty();
    }

    @Test
    void the_detail_of_a_finding_is_bounded() {
        Finding finding = rules.unreadable("c", "x".repeat(100_000)).finding();

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
        Finding finding = rules.checkOrphan(participant, heldResource(kind, BEFORE))
                .orElseThrow()
                .finding();

        assertThat(finding.type()).isEqualTo(type);
        assertThat(finding.repair()).isEqualTo(repair);
    }

    @ParameterizedTest
    @CsvSource({"ORDER, ORDER", "INVENTORY, STOCK_COMMITTED", "OFFER, USES_COMMITTED", "PAYMENT, PAYMENT_BOUND"})
    void what_was_sold_stays_when_its_cart_is_purged(Participant participant, String kind) {
        assertThat(rules.checkOrphan(participant, heldResource(kind, NOW.minus(Duration.ofDays(2)))))
                .isEmpty();
    }

    @Test
    void what_is_held_for_a_purged_cart_is_a_discrepancy_however_old() {
        assertThat(types(rules.checkOrphan(
                        Participant.INVENTORY, heldResource("STOCK_RESERVED", NOW.minus(Duration.ofDays(2))))))
                .containsExactly(FindingType.STOCK_WITHOUT_CHECKOUT);
    }

    @Test
    void an_attempt_that_the_cart_may_yet_make_is_not_barred() {
        Discrepancy discrepancy = rules.checkHeldResource(
                        Participant.INVENTORY, heldResource("STOCK_RESERVED", BEFORE), cart())
                .orElseThrow();

        assertThat(discrepancy.finding().type()).isEqualTo(FindingType.STOCK_WITHOUT_CHECKOUT);
        assertThat(discrepancy.repairAction()).isEqualTo(new RepairAction.Manual());
    }

    @Test
    void what_is_held_since_just_now_or_for_a_known_checkout_is_in_order() {
        assertThat(rules.checkOrphan(Participant.INVENTORY, heldResource("STOCK_RESERVED", NOW.minusSeconds(29))))
                .isEmpty();
        assertThat(rules.checkHeldResource(Participant.ORDER, heldResource("ORDER", BEFORE), cart(completed())))
                .isEmpty();
    }

    @Test
    void an_order_under_another_cart_is_a_second_one() {
        HeldResource second = new HeldResource("x", "c-1", "x", "ORDER", BEFORE, "100002 GBP 3.00");

        assertThat(types(rules.checkHeldResource(Participant.ORDER, second, cart(completed()))))
                .containsExactly(FindingType.SECOND_ORDER);
    }

    private static List<FindingType> types(Optional<Discrepancy> discrepancy) {
        return discrepancy.stream().map(found -> found.finding().type()).toList();
    }

    private static HeldResource heldResource(String kind, Instant since) {
        return new HeldResource(kind.equals("ORDER") ? "c" : "c-1", "c-1", "c", kind, since, "2 mugs");
    }

    private static PendingEvent pendingEvent(Instant at) {
        return new PendingEvent("checkoutRollback:c-1", "c-1", at);
    }

    private static AttemptHistory running(Instant leaseUntil) {
        return new AttemptHistory.Running(START, leaseUntil);
    }

    private static AttemptHistory.Decided completed() {
        return new AttemptHistory.Completed(START, BEFORE);
    }

    private static AttemptHistory.Decided rolledBack(Optional<CompensationHistory> compensation) {
        return new AttemptHistory.RolledBack(
                START, BEFORE, new AttemptHistory.Reason("CHECKOUT_ABANDONED", "left"), List.of(), compensation);
    }

    private static CompensationHistory compensation(CompensationHistory.State state, Instant dueAt) {
        return new CompensationHistory(
                state, dueAt, List.of(new CompensationHistory.Remaining("reserveStock", "away")));
    }

    private static CartHistory.Readable cart(AttemptHistory... attempts) {
        return new CartHistory.Readable(CART, List.of(attempts), List.of(), Map.of());
    }
}
