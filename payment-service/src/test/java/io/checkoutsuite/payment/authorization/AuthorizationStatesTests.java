package io.checkoutsuite.payment.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.payment.Lease;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntents;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.TransactionSource;
import io.checkoutsuite.payment.payment.TransactionType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The transitions of an authorization. One that is not in the table does not compile. */
class AuthorizationStatesTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Lease LEASE = new Lease("first", NOW);
    private static final Lease OTHER = new Lease("other", LATER);
    private static final Money TEN = Money.of("10.00", "GBP");
    private static final List<DeclinedPayment> DECLINES =
            List.of(new DeclinedPayment("p", DeclineType.HARD, "declined"));
    private static final FailureOutcome REFUSED = new FailureOutcome.Refused(DECLINES);
    private static final FailureOutcome UNAVAILABLE = new FailureOutcome.Unavailable();
    private static final FailureOutcome REVERSED = new FailureOutcome.Reversed(List.of());

    private static final Running RUNNING = Running.begun(
            "tenant",
            "r",
            new PaymentPurpose("c", "o", null, TEN),
            List.of(PaymentIntents.intent("p", "gateway", new Token("t"), TEN, "CREDIT_CARD", null)),
            LEASE,
            NOW);
    private static final List<Payment> HELD = List.of(RUNNING.payment("p")
            .with(Transaction.effective(
                    TransactionType.AUTHORIZE,
                    "r-0",
                    null,
                    new Transaction.Origin("r", TransactionSource.CHECKOUT, NOW),
                    TEN)));
    private static final Waiting WAITING = new Waiting("p", null, LATER, 0);
    private static final Awaiting AWAITING = RUNNING.awaiting(List.of(), WAITING, LATER);
    private static final Running LOOKING_UP = AWAITING.lookingUp(LEASE);
    private static final Authorized AUTHORIZED = RUNNING.authorized(HELD);
    private static final Reversing TO_REFUSED = RUNNING.reversing(HELD, REFUSED, LEASE);
    private static final Reversing TO_UNAVAILABLE = RUNNING.reversing(HELD, UNAVAILABLE, LEASE);
    private static final Reversing TO_REVERSED = RUNNING.reversing(LEASE);
    private static final Refused REFUSED_ONE = new Refused(RUNNING.attempted(), DECLINES);
    private static final Unavailable UNAVAILABLE_ONE = new Unavailable(RUNNING.attempted());
    private static final Reversed REVERSED_ONE = new Reversed(RUNNING.attempted(), List.of());

    static Stream<Arguments> transitions() {
        return Stream.of(
                arguments(RUNNING, RUNNING.withLease(OTHER), "RUNNING"),
                arguments(RUNNING, RUNNING.withOutcomes(HELD), "RUNNING"),
                arguments(RUNNING, RUNNING.released(HELD, LATER), "RUNNING"),
                arguments(RUNNING, RUNNING.authorized(HELD), "AUTHORIZED"),
                arguments(RUNNING, RUNNING.failed(List.of(), REFUSED), "REFUSED"),
                arguments(RUNNING, RUNNING.failed(List.of(), UNAVAILABLE), "UNAVAILABLE"),
                arguments(RUNNING, RUNNING.reversing(HELD, REFUSED, OTHER), "REVERSING → REFUSED"),
                arguments(RUNNING, RUNNING.reversing(HELD, UNAVAILABLE, OTHER), "REVERSING → UNAVAILABLE"),
                arguments(RUNNING, RUNNING.reversing(OTHER), "REVERSING → REVERSED"),
                arguments(RUNNING, RUNNING.awaiting(List.of(), WAITING, LATER), "AWAITING"),
                arguments(AWAITING, AWAITING.lookingUp(OTHER), "RUNNING"),
                arguments(AWAITING, AWAITING.reversing(OTHER), "REVERSING → REVERSED"),
                arguments(LOOKING_UP, LOOKING_UP.awaiting(HELD, WAITING, LATER), "AWAITING"),
                arguments(LOOKING_UP, LOOKING_UP.authorized(HELD), "AUTHORIZED"),
                arguments(
                        LOOKING_UP.authorized(HELD), LOOKING_UP.authorized(HELD).announced(), "AUTHORIZED"),
                arguments(AUTHORIZED, AUTHORIZED.bound(), "BOUND"),
                arguments(AUTHORIZED, AUTHORIZED.reversing(OTHER), "REVERSING → REVERSED"),
                arguments(AUTHORIZED.bound(), AUTHORIZED.bound().withPayment("p", payment -> payment), "BOUND"),
                arguments(REFUSED_ONE, REFUSED_ONE.reversed(), "REVERSED"),
                arguments(REFUSED_ONE, REFUSED_ONE.reversingLateHolds(RUNNING, OTHER), "REVERSING → REFUSED"),
                arguments(UNAVAILABLE_ONE, UNAVAILABLE_ONE.restarted(OTHER).orElseThrow(), "RUNNING"),
                arguments(UNAVAILABLE_ONE, UNAVAILABLE_ONE.reversed(), "REVERSED"),
                arguments(
                        UNAVAILABLE_ONE, UNAVAILABLE_ONE.reversingLateHolds(RUNNING, OTHER), "REVERSING → UNAVAILABLE"),
                arguments(REVERSED_ONE, REVERSED_ONE.reversingLateHolds(RUNNING, OTHER), "REVERSING → REVERSED"),
                arguments(TO_REFUSED, TO_REFUSED.withLease(OTHER), "REVERSING → REFUSED"),
                arguments(TO_REFUSED, TO_REFUSED.completed(HELD), "REFUSED"),
                arguments(TO_UNAVAILABLE, TO_UNAVAILABLE.completed(HELD), "UNAVAILABLE"),
                arguments(TO_REVERSED, TO_REVERSED.completed(HELD), "REVERSED"),
                arguments(TO_REFUSED, TO_REFUSED.postponed(HELD, LATER), "REVERSING → REFUSED"),
                arguments(TO_REFUSED, TO_REFUSED.failed(HELD, LATER), "REVERSAL_FAILED → REFUSED"),
                arguments(TO_REFUSED, TO_REFUSED.failed(HELD, null), "REVERSAL_FAILED → REFUSED"),
                arguments(TO_REFUSED, TO_REFUSED.forGood(), "REVERSING → REVERSED"),
                arguments(TO_REFUSED, TO_REFUSED.resumed(OTHER), "REVERSING → REFUSED"),
                arguments(TO_REFUSED, TO_REFUSED.resumedForGood(OTHER), "REVERSING → REVERSED"),
                arguments(
                        TO_REFUSED.failed(HELD, LATER),
                        TO_REFUSED.failed(HELD, LATER).resumed(OTHER),
                        "REVERSING → REFUSED"),
                arguments(
                        TO_REFUSED.failed(HELD, LATER),
                        TO_REFUSED.failed(HELD, LATER).resumedForGood(OTHER),
                        "REVERSING → REVERSED"));
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void a_transition_leads_to_the_next_version_of_the_same_attempt(
            BegunAuthorization from, BegunAuthorization next, String expected) {
        assertThat(described(next)).isEqualTo(expected);
        assertThat(next.version()).isEqualTo(from.version() + 1);
        assertThat(next.id()).isEqualTo("tenant/r");
        assertThat(next.createdAt()).isEqualTo(NOW);
        assertThat(next.purpose()).isEqualTo(from.purpose());
        assertThat(next.payment("p").transactions())
                .containsAll(from.payment("p").transactions());
    }

    private static String described(BegunAuthorization authorization) {
        return authorization instanceof UnfinishedReversal unfinished
                ? unfinished.state() + " → " + stateAfter(unfinished.outcome())
                : authorization.state().name();
    }

    private static AuthorizationState stateAfter(FailureOutcome outcome) {
        return FailedAuthorization.of(RUNNING.attempted(), outcome).state();
    }

    @Test
    void what_was_refused_stays_on_record_after_a_reversal_for_good() {
        assertThat(REFUSED_ONE.reversed().declines()).isEqualTo(DECLINES);
        assertThat(TO_REFUSED.resumedForGood(OTHER).completed(HELD))
                .isInstanceOfSatisfying(
                        Reversed.class,
                        reversed -> assertThat(reversed.declines()).isEqualTo(DECLINES));
    }

    @Test
    void a_postponed_reversal_belongs_to_nobody_else_until_it_is_due() {
        Reversing postponed = TO_REFUSED.postponed(HELD, LATER);

        assertThat(postponed.lease().isExpired(LATER.minus(Duration.ofMillis(1))))
                .isFalse();
        assertThat(postponed.lease().isExpired(LATER)).isTrue();
        assertThat(postponed.reversalAttempts()).isEqualTo(1);
        assertThat(postponed.resumed(OTHER).reversalAttempts()).isEqualTo(1);
    }

    @Test
    void another_try_has_other_references_and_there_are_at_most_ten() {
        Unavailable unavailable = UNAVAILABLE_ONE;
        for (int attempt = 2; attempt <= 10; attempt++) {
            Running again = unavailable.restarted(OTHER).orElseThrow();
            assertThat(again.payment("p").reference()).isEqualTo("r-0-try" + attempt);
            assertThat(again.isSameTry(unavailable)).isFalse();
            unavailable = new Unavailable(again.attempted());
        }

        assertThat(unavailable.restarted(OTHER)).isEmpty();
    }

    @Test
    void a_result_has_to_be_announced_only_to_a_checkout_that_waited_and_only_once_it_is_known() {
        assertThat(AUTHORIZED.hasResultToAnnounce()).isFalse();
        assertThat(AWAITING.hasResultToAnnounce()).isFalse();
        assertThat(LOOKING_UP.hasResultToAnnounce()).isFalse();
        assertThat(LOOKING_UP.awaiting(List.of(), WAITING, LATER).hasResultToAnnounce())
                .isFalse();
        assertThat(LOOKING_UP.authorized(HELD).hasResultToAnnounce()).isTrue();
        assertThat(LOOKING_UP.authorized(HELD).hasPendingOperations()).isTrue();
        assertThat(LOOKING_UP.authorized(HELD).bound().hasResultToAnnounce()).isTrue();
        assertThat(LOOKING_UP.authorized(HELD).announced().hasPendingOperations())
                .isFalse();
        Reversing reversing = LOOKING_UP.reversing(HELD, REFUSED, LEASE);
        assertThat(reversing.hasResultToAnnounce()).isFalse();
        assertThat(reversing.completed(HELD).hasResultToAnnounce()).isTrue();
    }

    @Test
    void only_the_owner_of_the_lease_still_has_it() {
        assertThat(RUNNING.stillLeased(RUNNING.withLease(LEASE.until(LATER)))).isPresent();
        assertThat(RUNNING.stillLeased(RUNNING.withLease(OTHER))).isEmpty();
        assertThat(RUNNING.stillLeased(RUNNING.reversing(LEASE))).isEmpty();
        assertThat(TO_REFUSED.stillLeased(TO_REFUSED.forGood())).isPresent();
        assertThat(TO_REFUSED.stillLeased(TO_REFUSED.resumed(OTHER))).isEmpty();
        assertThat(TO_REFUSED.stillLeased(TO_REFUSED.completed(HELD))).isEmpty();
    }

    @Test
    void a_hold_of_an_earlier_try_is_recorded_once_and_until_it_is_released() {
        Bound bound = AUTHORIZED.bound();
        List<Payment> earlier = List.of(bound.payment("p").withReference("r-earlier"));

        BegunAuthorization recorded = bound.withOrphanedHolds(earlier, NOW).withOrphanedHolds(earlier, LATER);
        assertThat(recorded).isInstanceOf(Bound.class);
        OrphanedHold orphan = new OrphanedHold("p", "r-earlier", NOW);
        assertThat(recorded.orphanedHolds()).containsExactly(orphan);
        assertThat(recorded.hasPendingOperations()).isTrue();

        assertThat(recorded.withPostponed(orphan, List.of(), LATER).orphanedHolds())
                .containsExactly(new OrphanedHold("p", "r-earlier", LATER));
        assertThat(recorded.withReleased(orphan, List.of()).hasPendingOperations())
                .isFalse();
    }
}
