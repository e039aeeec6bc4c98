package io.checkoutsuite.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest.Action;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.ActionRequired;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Approved;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Closed;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse.Declined;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse.Done;
import io.checkoutsuite.payment.gateway.GatewayOperationResponse.Refused;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse.NothingHeld;
import io.checkoutsuite.payment.gateway.GatewayReversalResponse.Reversed;
import io.checkoutsuite.test.concurrency.Concurrently;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suite relies on at every gateway. A new gateway extends this class, and its own records show what really happened to the money. */
public abstract class PaymentGatewayContract {

    private static final String TENANT = "default";

    protected abstract PaymentGateway gateway();

    /** A token that is approved. */
    protected abstract String approved();

    /** A token that is declined, and for which every other try is pointless. */
    protected abstract String declinedForGood();

    /** A token that is declined for now. */
    protected abstract String declinedForNow();

    /** A token whose authorization times out before it reaches the gateway. */
    protected abstract String timesOutBeforeItsEffect();

    /** A token whose authorization times out after the money is held. */
    protected abstract String timesOutAfterItsEffect();

    /** A token whose buyer has to confirm the payment; empty if the gateway has none. */
    protected Optional<String> challenged() {
        return Optional.empty();
    }

    /**
     * The buyer confirms the payment, or refuses to.
     *
     * @return false if the gateway does not let the buyer decide any more
     */
    protected boolean decideChallenge(GatewayReference reference, boolean confirmed) {
        throw new UnsupportedOperationException("The gateway has no challenges");
    }

    /** What the gateway itself has recorded. */
    protected abstract GatewayRecord recordOf(GatewayReference reference);

    /**
     * What the gateway knows about one reference.
     *
     * @param timesHeld how often money was held under it
     * @param held what is held and neither captured nor released
     */
    public record GatewayRecord(int timesHeld, BigDecimal held, BigDecimal captured, BigDecimal refunded) {}

    private static GatewayReference reference(String amount, String currency) {
        return reference(TENANT, "r-" + UUID.randomUUID(), amount, currency);
    }

    private static GatewayReference reference(String tenant, String request, String amount, String currency) {
        return new GatewayReference(
                tenant, request, request + "-0", "100042", Money.of(amount, currency), Instant.now());
    }

    private static GatewayReference reference() {
        return reference("20.00", "GBP");
    }

    private GatewayAuthorizationResponse authorize(GatewayReference reference, String token) {
        return gateway().authorize(new GatewayAuthorizationRequest(reference, new Token(token), Action.AUTHORIZE));
    }

    private GatewayAuthorizationResponse sell(GatewayReference reference) {
        return gateway().authorize(new GatewayAuthorizationRequest(reference, new Token(approved()), Action.SALE));
    }

    private GatewayReference held() {
        GatewayReference reference = reference();
        assertThat(authorize(reference, approved())).isEqualTo(new Approved(false));
        return reference;
    }

    private GatewayReference captured() {
        GatewayReference reference = held();
        assertThat(gateway().capture(reference, reference.value() + "-capture", pounds("20.00")))
                .isEqualTo(new Done());
        return reference;
    }

    private GatewayReference sold() {
        assumeTrue(gateway().capabilities().supports(Feature.SALE_AT_CHECKOUT), "it cannot capture at checkout");
        GatewayReference reference = reference();
        assertThat(sell(reference)).isEqualTo(new Approved(true));
        return reference;
    }

    private static Money pounds(String amount) {
        return Money.of(amount, "GBP");
    }

    private void assertRecord(
            GatewayReference reference, int timesHeld, String held, String captured, String refunded) {
        GatewayRecord known = recordOf(reference);
        assertThat(known.timesHeld()).as("times held").isEqualTo(timesHeld);
        assertThat(known.held()).as("held").isEqualByComparingTo(held);
        assertThat(known.captured()).as("captured").isEqualByComparingTo(captured);
        assertThat(known.refunded()).as("refunded").isEqualByComparingTo(refunded);
    }

    @Test
    void its_name_can_be_stored_and_its_calls_end() {
        assertThat(gateway().name()).matches("[a-z0-9-]{1,64}");
        assertThat(gateway().timeout()).isPositive();
    }

    @Test
    void it_accepts_its_own_tokens_only() {
        assertThat(gateway().accepts(new Token(approved()))).isTrue();
        assertThat(gateway().accepts(new Token(declinedForGood()))).isTrue();
        assertThat(gateway().accepts(new Token("4111-never-a-token"))).isFalse();
        assertThat(gateway().accepts(new Token(""))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"20.00,GBP", "1500,JPY", "12.340,KWD"})
    void an_approved_amount_is_held_and_found(String amount, String currency) {
        GatewayReference reference = reference(amount, currency);

        assertThat(authorize(reference, approved())).isEqualTo(new Approved(false));

        assertThat(gateway().lookUp(reference)).contains(new Approved(false));
        assertRecord(reference, 1, amount, "0", "0");
    }

    @Test
    void the_same_reference_is_held_once() {
        GatewayReference reference = held();

        assertThat(authorize(reference, approved())).isEqualTo(new Approved(false));

        assertRecord(reference, 1, "20.00", "0", "0");
    }

    @Test
    void the_same_reference_is_held_once_by_concurrent_calls() {
        GatewayReference reference = reference();

        List<Optional<GatewayAuthorizationResponse>> responses = Concurrently.times(5, call -> {
            try {
                return Optional.of(authorize(reference, approved()));
            } catch (GatewayTimeoutException unknown) {
                return Optional.empty();
            }
        });

        assertThat(responses)
                .allSatisfy(response ->
                        assertThat(response.orElse(new Approved(false))).isEqualTo(new Approved(false)));
        assertThat(gateway().lookUp(reference)).contains(new Approved(false));
        assertRecord(reference, 1, "20.00", "0", "0");
    }

    @Test
    void tenants_do_not_share_references() {
        String request = "r-" + UUID.randomUUID();
        GatewayReference one = reference(TENANT, request, "20.00", "GBP");
        GatewayReference another = reference("other", request, "20.00", "GBP");
        authorize(one, approved());

        assertThat(gateway().lookUp(another)).isEmpty();
        assertThat(gateway().reverse(another)).isEqualTo(new NothingHeld());

        assertThat(gateway().lookUp(one)).contains(new Approved(false));
    }

    @Test
    void a_decline_says_whether_another_try_makes_sense_and_is_final() {
        assertDeclined(declinedForGood(), DeclineType.HARD);
        assertDeclined(declinedForNow(), DeclineType.SOFT);
    }

    private void assertDeclined(String token, DeclineType type) {
        GatewayReference reference = reference();

        GatewayAuthorizationResponse first = authorize(reference, token);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.type()).isEqualTo(type));
        assertThat(gateway().lookUp(reference)).contains(first);
        assertThat(authorize(reference, token)).isEqualTo(first);
        assertThat(gateway().reverse(reference)).isEqualTo(new NothingHeld());
        assertThat(gateway().lookUp(reference)).contains(first);
        assertRecord(reference, 0, "0", "0", "0");
    }

    @Test
    void an_unknown_reference_is_not_found_and_can_still_be_authorized() {
        GatewayReference reference = reference();

        assertThat(gateway().lookUp(reference)).isEmpty();
        assertThat(gateway().lookUp(reference)).isEmpty();

        assertThat(authorize(reference, approved())).isEqualTo(new Approved(false));
    }

    @Test
    void a_reversal_releases_the_hold_once_and_closes_the_reference() {
        GatewayReference reference = held();

        assertThat(gateway().reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), false));
        assertThat(gateway().reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), false));

        assertThat(gateway().lookUp(reference)).contains(new Closed());
        assertThat(authorize(reference, approved())).isEqualTo(new Closed());
        assertRecord(reference, 1, "0", "0", "0");
    }

    @Test
    void an_unknown_reference_is_closed_by_a_reversal() {
        GatewayReference reference = reference();

        assertThat(gateway().reverse(reference)).isEqualTo(new NothingHeld());
        assertThat(gateway().reverse(reference)).isEqualTo(new NothingHeld());

        assertThat(gateway().lookUp(reference)).contains(new Closed());
        assertThat(authorize(reference, approved())).isEqualTo(new Closed());
        assertRecord(reference, 0, "0", "0", "0");
    }

    @Test
    void a_reversal_and_an_authorization_at_the_same_time_leave_nothing_held() {
        for (int round = 0; round < 5; round++) {
            GatewayReference reference = reference();
            Concurrently.all(List.<Callable<Object>>of(
                    () -> {
                        try {
                            return authorize(reference, approved());
                        } catch (GatewayTimeoutException unknown) {
                            return unknown;
                        }
                    },
                    () -> {
                        try {
                            return gateway().reverse(reference);
                        } catch (GatewayException unknown) {
                            return unknown;
                        }
                    }));

            gateway().reverse(reference);

            assertThat(recordOf(reference).held()).isEqualByComparingTo("0");
            assertThat(gateway().lookUp(reference)).contains(new Closed());
        }
    }

    @Test
    void a_hold_without_a_response_is_found() {
        GatewayReference reference = reference();

        assertThatThrownBy(() -> authorize(reference, timesOutAfterItsEffect()))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway().lookUp(reference)).contains(new Approved(false));
        assertRecord(reference, 1, "20.00", "0", "0");
        assertThat(gateway().reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), false));
        assertRecord(reference, 1, "0", "0", "0");
    }

    @Test
    void a_call_that_never_arrived_has_no_effect_and_its_reference_can_be_closed() {
        GatewayReference reference = reference();

        assertThatThrownBy(() -> authorize(reference, timesOutBeforeItsEffect()))
                .isInstanceOf(GatewayTimeoutException.class);

        assertThat(gateway().lookUp(reference)).isEmpty();
        assertThat(gateway().reverse(reference)).isEqualTo(new NothingHeld());
        assertThat(gateway().lookUp(reference)).contains(new Closed());
        assertRecord(reference, 0, "0", "0", "0");
    }

    @Test
    void a_capture_happens_once_per_reference() {
        GatewayReference reference = held();

        assertThat(gateway().capture(reference, "c1-" + reference.value(), pounds("15.00")))
                .isEqualTo(new Done());
        assertThat(gateway().capture(reference, "c1-" + reference.value(), pounds("15.00")))
                .isEqualTo(new Done());

        assertThat(recordOf(reference).captured()).isEqualByComparingTo("15.00");
    }

    @Test
    void a_capture_happens_once_by_concurrent_calls() {
        GatewayReference reference = held();

        Concurrently.times(4, call -> {
            try {
                return gateway().capture(reference, "c1-" + reference.value(), pounds("15.00"));
            } catch (GatewayTimeoutException unknown) {
                return new Done();
            }
        });

        assertThat(gateway().capture(reference, "c1-" + reference.value(), pounds("15.00")))
                .isEqualTo(new Done());
        assertThat(recordOf(reference).captured()).isEqualByComparingTo("15.00");
    }

    @Test
    void a_hold_is_captured_in_parts() {
        assumeTrue(gateway().capabilities().supports(Feature.SEVERAL_CAPTURES), "it captures a hold only once");
        GatewayReference reference = held();

        assertThat(gateway().capture(reference, "c1-" + reference.value(), pounds("15.00")))
                .isEqualTo(new Done());
        assertThat(gateway().capture(reference, "c2-" + reference.value(), pounds("5.00")))
                .isEqualTo(new Done());

        assertRecord(reference, 1, "0", "20.00", "0");
    }

    @Test
    void a_hold_that_is_captured_only_once_refuses_another_part() {
        assumeFalse(gateway().capabilities().supports(Feature.SEVERAL_CAPTURES), "it captures in parts");
        GatewayReference reference = held();
        gateway().capture(reference, "c1-" + reference.value(), pounds("15.00"));

        assertThat(gateway().capture(reference, "c2-" + reference.value(), pounds("5.00")))
                .isInstanceOf(Refused.class);

        assertRecord(reference, 1, "0", "15.00", "0");
    }

    @Test
    void never_more_than_is_held_is_captured_and_the_refusal_is_final() {
        GatewayReference reference = held();

        assertThat(gateway().capture(reference, "c1-" + reference.value(), pounds("20.01")))
                .isInstanceOf(Refused.class);
        assertThat(gateway().capture(reference, "c1-" + reference.value(), pounds("20.01")))
                .isInstanceOf(Refused.class);
        assertRecord(reference, 1, "20.00", "0", "0");

        assertThat(gateway().capture(reference, "c2-" + reference.value(), pounds("20.00")))
                .isEqualTo(new Done());
    }

    @Test
    void what_is_not_held_is_not_captured() {
        GatewayReference declined = reference();
        authorize(declined, declinedForGood());
        GatewayReference reversed = held();
        gateway().reverse(reversed);
        GatewayReference closed = reference();
        gateway().reverse(closed);

        for (GatewayReference reference : List.of(declined, reversed, closed)) {
            assertThat(gateway().capture(reference, "c1-" + reference.value(), pounds("20.00")))
                    .isInstanceOf(Refused.class);
            assertThat(recordOf(reference).captured()).isEqualByComparingTo("0");
        }
    }

    @Test
    void a_refund_happens_once_per_reference_and_never_beyond_what_was_captured() {
        GatewayReference reference = captured();

        assertThat(gateway().refund(reference, "r1-" + reference.value(), pounds("5.00")))
                .isEqualTo(new Done());
        assertThat(gateway().refund(reference, "r1-" + reference.value(), pounds("5.00")))
                .isEqualTo(new Done());
        assertThat(gateway().refund(reference, "r2-" + reference.value(), pounds("15.01")))
                .isInstanceOf(Refused.class);
        assertRecord(reference, 1, "0", "20.00", "5.00");

        assertThat(gateway().refund(reference, "r3-" + reference.value(), pounds("15.00")))
                .isEqualTo(new Done());
        assertRecord(reference, 1, "0", "20.00", "20.00");
    }

    @Test
    void a_refund_happens_once_by_concurrent_calls() {
        GatewayReference reference = captured();

        Concurrently.times(4, call -> {
            try {
                return gateway().refund(reference, "r1-" + reference.value(), pounds("5.00"));
            } catch (GatewayTimeoutException unknown) {
                return new Done();
            }
        });

        assertThat(gateway().refund(reference, "r1-" + reference.value(), pounds("5.00")))
                .isEqualTo(new Done());
        assertRecord(reference, 1, "0", "20.00", "5.00");
    }

    @Test
    void a_refund_that_was_refused_stays_refused() {
        GatewayReference reference = held();

        assertThat(gateway().refund(reference, "r1-" + reference.value(), pounds("5.00")))
                .isInstanceOf(Refused.class);
        gateway().capture(reference, "c1-" + reference.value(), pounds("20.00"));

        assertThat(gateway().refund(reference, "r1-" + reference.value(), pounds("5.00")))
                .isInstanceOf(Refused.class);
        assertThat(gateway().refund(reference, "r2-" + reference.value(), pounds("5.00")))
                .isEqualTo(new Done());
        assertRecord(reference, 1, "0", "20.00", "5.00");
    }

    @Test
    void a_sale_is_captured_at_once_and_found() {
        GatewayReference reference = sold();

        assertThat(sell(reference)).isEqualTo(new Approved(true));

        assertThat(gateway().lookUp(reference)).contains(new Approved(true));
        assertRecord(reference, 1, "0", "20.00", "0");
    }

    @Test
    void a_sale_is_voided_once_and_its_reference_stays_closed() {
        GatewayReference reference = sold();

        assertThat(gateway().reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), true));
        assertThat(gateway().reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), true));

        assertThat(gateway().lookUp(reference)).contains(new Closed());
        assertThat(sell(reference)).isEqualTo(new Closed());
        assertThat(recordOf(reference).timesHeld()).isEqualTo(1);
    }

    @Test
    void a_sale_that_was_refunded_in_part_is_not_voided() {
        GatewayReference reference = sold();
        gateway().refund(reference, "r1-" + reference.value(), pounds("5.00"));

        assertThat(gateway().reverse(reference)).isInstanceOf(GatewayReversalResponse.Refused.class);

        assertThat(gateway().lookUp(reference)).contains(new Approved(true));
        assertRecord(reference, 1, "0", "20.00", "5.00");
    }

    private GatewayReference awaitingItsBuyer(Action action) {
        assumeTrue(challenged().isPresent(), "its payments need no confirmation");
        GatewayReference reference = reference();
        assertThat(challenge(reference, action)).isInstanceOf(ActionRequired.class);
        return reference;
    }

    private GatewayAuthorizationResponse challenge(GatewayReference reference, Action action) {
        return gateway()
                .authorize(new GatewayAuthorizationRequest(
                        reference, new Token(challenged().orElseThrow()), action));
    }

    @Test
    void a_payment_that_waits_for_its_buyer_holds_nothing_and_tells_everybody_the_same() {
        GatewayReference reference = awaitingItsBuyer(Action.AUTHORIZE);

        GatewayAuthorizationResponse again = challenge(reference, Action.AUTHORIZE);

        assertThat(again).isInstanceOf(ActionRequired.class);
        assertThat(gateway().lookUp(reference)).contains(again);
        assertThat(again.toString()).as("what a log may show").doesNotContain("secret", "://");
        assertRecord(reference, 0, "0", "0", "0");
    }

    @Test
    void a_payment_that_its_buyer_confirms_is_held_once() {
        GatewayReference reference = awaitingItsBuyer(Action.AUTHORIZE);

        assertThat(decideChallenge(reference, true)).isTrue();

        assertThat(gateway().lookUp(reference)).contains(new Approved(false));
        assertThat(challenge(reference, Action.AUTHORIZE)).isEqualTo(new Approved(false));
        assertRecord(reference, 1, "20.00", "0", "0");
        assertThat(gateway().reverse(reference)).isEqualTo(new Reversed(pounds("20.00"), false));
    }

    @Test
    void a_sale_that_its_buyer_confirms_is_captured_at_once() {
        assumeTrue(gateway().capabilities().supports(Feature.SALE_AT_CHECKOUT), "it cannot capture at checkout");
        GatewayReference reference = awaitingItsBuyer(Action.SALE);

        decideChallenge(reference, true);

        assertThat(gateway().lookUp(reference)).contains(new Approved(true));
        assertRecord(reference, 1, "0", "20.00", "0");
    }

    @Test
    void a_payment_that_its_buyer_does_not_confirm_is_declined_for_good() {
        GatewayReference reference = awaitingItsBuyer(Action.AUTHORIZE);
        decideChallenge(reference, false);

        Optional<GatewayAuthorizationResponse> declined = gateway().lookUp(reference);

        assertThat(declined)
                .get()
                .isInstanceOfSatisfying(
                        Declined.class, known -> assertThat(known.type()).isEqualTo(DeclineType.SOFT));
        assertThat(decideChallenge(reference, true)).isFalse();
        assertThat(Optional.of(challenge(reference, Action.AUTHORIZE))).isEqualTo(declined);
        assertThat(gateway().reverse(reference)).isEqualTo(new NothingHeld());
        assertRecord(reference, 0, "0", "0", "0");
    }

    @Test
    void a_reversal_closes_a_payment_that_waits_for_its_buyer() {
        GatewayReference reference = awaitingItsBuyer(Action.AUTHORIZE);

        assertThat(gateway().reverse(reference)).isEqualTo(new NothingHeld());

        assertThat(decideChallenge(reference, true)).isFalse();
        assertThat(gateway().lookUp(reference)).contains(new Closed());
        assertThat(challenge(reference, Action.AUTHORIZE)).isEqualTo(new Closed());
        assertRecord(reference, 0, "0", "0", "0");
    }

    @Test
    void a_reversal_and_a_confirmation_at_the_same_time_leave_nothing_held() {
        for (int round = 0; round < 5; round++) {
            GatewayReference reference = awaitingItsBuyer(Action.AUTHORIZE);
            Concurrently.all(List.<Callable<Object>>of(() -> decideChallenge(reference, true), () -> {
                try {
                    return gateway().reverse(reference);
                } catch (GatewayException unknown) {
                    return unknown;
                }
            }));

            gateway().reverse(reference);

            assertThat(recordOf(reference).held()).isEqualByComparingTo("0");
            assertThat(gateway().lookUp(reference)).contains(new Closed());
        }
    }

    @Test
    void confirmations_are_supported_or_said_not_to_be() {
        GatewayAuthorizationRequest request =
                new GatewayAuthorizationRequest(reference(), new Token(approved()), Action.CONFIRM);

        if (gateway().capabilities().supports(Feature.CONFIRMATION)) {
            assertThat(gateway().confirm(request)).isInstanceOf(Approved.class);
            assertThat(gateway().confirm(request)).isInstanceOf(Approved.class);
            assertThat(recordOf(request.reference()).timesHeld()).isEqualTo(1);
        } else {
            assertThatThrownBy(() -> gateway().confirm(request)).isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
