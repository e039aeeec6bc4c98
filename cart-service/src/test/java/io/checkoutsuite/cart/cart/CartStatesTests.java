package io.checkoutsuite.cart.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.events.PaymentSummary;
import io.checkoutsuite.money.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command on a cart, on an attempt and on a compensation, and the states that refuse it. */
class CartStatesTests {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(9);
    private static final CartContent CONTENT = CartContent.empty(Currency.getInstance("GBP"), "ann", null, NOON);
    private static final CartContent REPRICED = CONTENT.withContact(new Contact("ann@example.org", null, null));
    private static final Submission SUBMISSION = new Submission("key", "body", "ann", Money.of("17.00", "GBP"), true);
    private static final StoredResponse RESPONSE = new StoredResponse(200, 3, new byte[] {1});
    private static final List<PaymentSummary> PAYMENTS =
            List.of(new PaymentSummary("p1", "simulator", Money.of("17.00", "GBP"), "AUTHORIZED"));
    private static final AttemptFailure FAILURE =
            AttemptFailure.of(FailureType.FAILED_INVENTORY_CHECK, "reserveStock", "There is not enough stock");
    private static final List<ActivityFailure> FAILURES =
            List.of(new ActivityFailure("reserveStock", ActivityFailure.Step.RUN, "out of stock"));
    private static final List<Compensation.RemainingActivity> REMAINING =
            List.of(new Compensation.RemainingActivity("reserveStock", "no response"));

    private static Cart opened(CartStatus status) {
        return Cart.opened("c1", "default", status, CONTENT, List.of());
    }

    private static ClaimedCart claimed(CartStatus status) {
        return opened(status).asOpen().orElseThrow().claim(REPRICED, SUBMISSION, "100001", NOON, LATER);
    }

    private static Attempt.Running running(ClaimedCart claimed) {
        return (Attempt.Running) claimed.attempt();
    }

    @ParameterizedTest
    @EnumSource(CartStatus.class)
    void only_an_open_cart_can_be_changed_or_claimed(CartStatus status) {
        if (status.isInCheckout()) {
            assertThatThrownBy(() -> opened(status)).hasMessageContaining("its last attempt is decided");
            return;
        }
        assertThat(opened(status).asOpen().isPresent())
                .isEqualTo(status == CartStatus.IN_PROCESS || status == CartStatus.CSR_OWNED);
        assertThat(opened(status).asClaimed()).isEmpty();
    }

    @Test
    void a_change_makes_the_next_version_with_this_content_and_keeps_all_else() {
        Cart cart = opened(CartStatus.CSR_OWNED);

        assertThat(cart.asOpen().orElseThrow().change(REPRICED))
                .isEqualTo(new Cart("c1", "default", 2, CartStatus.CSR_OWNED, REPRICED, List.of(), List.of()));
    }

    @Test
    void a_claim_locks_the_cart_at_its_current_prices_for_a_first_owner() {
        ClaimedCart claimed = claimed(CartStatus.IN_PROCESS);

        Claim claim = new Claim("c1-1", "100001", CartStatus.IN_PROCESS, SUBMISSION, NOON);
        Attempt.Running attempt = new Attempt.Running(claim, 1, LATER, null);
        assertThat(claimed.attempt()).isEqualTo(attempt);
        assertThat(claimed.attempt().isTakenOver()).isFalse();
        assertThat(claimed.cart())
                .isEqualTo(new Cart(
                        "c1", "default", 2, CartStatus.SUBMISSION_IN_PROGRESS, REPRICED, List.of(attempt), List.of()));
        assertThat(claimed.cart().asOpen()).isEmpty();
        assertThat(claimed.cart().asClaimed()).contains(claimed);
    }

    @Test
    void a_completed_attempt_submits_the_cart_for_good() {
        ClaimedCart claimed = claimed(CartStatus.IN_PROCESS);
        Attempt.Completed completed = running(claimed).complete(LATER, PAYMENTS, RESPONSE);

        Cart submitted = claimed.decide(completed);

        assertThat(completed)
                .isEqualTo(new Attempt.Completed(claimed.attempt().claim(), 1, LATER, PAYMENTS, List.of(), RESPONSE));
        assertThat(submitted)
                .isEqualTo(new Cart("c1", "default", 3, CartStatus.SUBMITTED, REPRICED, List.of(completed), List.of()));
        assertThat(submitted.view()).isEqualTo(claimed.onceCompleted());
        assertThat(submitted.asOpen()).isEmpty();
        assertThat(submitted.asClaimed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PROCESS", "CSR_OWNED"})
    void an_attempt_that_is_rolled_back_returns_the_cart_to_its_former_status(CartStatus former) {
        ClaimedCart claimed = claimed(former);
        Compensation compensation = Compensation.begun(REMAINING, LATER);
        Attempt.RolledBack rolledBack = claimed.attempt().rollBack(LATER, FAILURE, FAILURES, compensation, RESPONSE);

        Cart reopened = claimed.decide(rolledBack);

        assertThat(rolledBack)
                .isEqualTo(new Attempt.RolledBack(
                        claimed.attempt().claim(), 1, LATER, FAILURE, FAILURES, compensation, RESPONSE));
        assertThat(reopened).isEqualTo(new Cart("c1", "default", 3, former, REPRICED, List.of(rolledBack), List.of()));
        assertThat(reopened.view()).isEqualTo(claimed.onceRolledBack());
        assertThat(reopened.asOpen()).isPresent();
        assertThat(reopened.nextRequestId()).isEqualTo("c1-2");
    }

    @Test
    void what_is_rolling_back_keeps_its_owner_and_can_only_be_rolled_back() {
        Claim claim = claimed(CartStatus.IN_PROCESS).attempt().claim();
        Attempt.Running takenOver = new Attempt.Running(claim, 2, LATER, null);

        Attempt.RollingBack rollingBack = takenOver.beginRollback(FAILURE, FAILURES);

        assertThat(rollingBack).isEqualTo(new Attempt.RollingBack(claim, 2, LATER, FAILURE, FAILURES));
        assertThat(rollingBack.isTakenOver()).isTrue();
        assertThat(rollingBack
                        .rollBack(LATER, FAILURE, FAILURES, null, RESPONSE)
                        .fence())
                .isEqualTo(2);
    }

    @Test
    void a_cart_with_an_undecided_attempt_and_another_status_cannot_be_built() {
        Attempt running = claimed(CartStatus.IN_PROCESS).attempt();

        assertThatThrownBy(
                        () -> new Cart("c1", "default", 2, CartStatus.SUBMITTED, CONTENT, List.of(running), List.of()))
                .hasMessageContaining("undecided");
    }

    @Test
    void neither_a_closed_cart_nor_one_with_another_attempt_passes_for_an_open_or_a_claimed_one() {
        ClaimedCart claimed = claimed(CartStatus.IN_PROCESS);
        Attempt.Undecided other = new Attempt.Running(claimed.attempt().claim(), 2, LATER, null);

        assertThatThrownBy(() -> new OpenCart(claimed.cart())).hasMessageContaining("SUBMISSION_IN_PROGRESS");
        assertThatThrownBy(() -> new ClaimedCart(claimed.cart(), other)).hasMessageContaining("not the last attempt");
    }

    @Test
    void a_compensation_is_retried_until_it_is_done_or_an_operator_restarts_it() {
        Compensation.Pending pending = Compensation.begun(REMAINING, NOON);
        Compensation.Pending leased = pending.lease(LATER);
        Compensation.NeedsAttention needsAttention = leased.escalate(REMAINING, LATER);

        assertThat(pending).isEqualTo(new Compensation.Pending(REMAINING, 0, NOON, 1));
        assertThat(leased).isEqualTo(new Compensation.Pending(REMAINING, 1, LATER, 2));
        assertThat(leased.retryLater(REMAINING, LATER)).isEqualTo(new Compensation.Pending(REMAINING, 1, LATER, 3));
        assertThat(leased.finish(LATER)).isEqualTo(new Compensation.Done(1, LATER, 3));
        assertThat(needsAttention).isEqualTo(new Compensation.NeedsAttention(REMAINING, 1, LATER, 3));
        assertThat(needsAttention.restart(NOON)).isEqualTo(new Compensation.Pending(REMAINING, 0, NOON, 4));
    }

    @Test
    void what_a_late_process_could_not_compensate_reopens_even_a_compensation_that_was_done() {
        Compensation done = Compensation.begun(REMAINING, NOON).lease(LATER).finish(LATER);
        List<Compensation.RemainingActivity> late =
                List.of(new Compensation.RemainingActivity("authorizePayments", "no response"));

        assertThat(done.withMore(late, LATER)).isEqualTo(new Compensation.Pending(late, 0, LATER, 4));
        assertThat(Compensation.begun(REMAINING, NOON).withMore(late, LATER).activities())
                .containsExactly("authorizePayments", "reserveStock");
        assertThat(Optional.of(done)).map(Compensation::remaining).contains(List.of());
    }
}
