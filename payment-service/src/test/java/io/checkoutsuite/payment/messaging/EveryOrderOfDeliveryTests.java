package io.checkoutsuite.payment.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationState;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.checkout.AuthorizationNotFoundException;
import io.checkoutsuite.payment.checkout.AuthorizePayments;
import io.checkoutsuite.payment.gateway.Token;
import io.checkoutsuite.payment.journey.Broker;
import io.checkoutsuite.payment.journey.PaymentServiceTest;
import io.checkoutsuite.payment.payment.PaymentIntents;
import io.checkoutsuite.payment.reversal.PaymentsAlreadyBoundException;
import io.checkoutsuite.payment.reversal.ReversePayments;
import io.checkoutsuite.payment.simulator.SimulatorHold;
import io.checkoutsuite.payment.simulator.SimulatorHolds;
import io.checkoutsuite.test.delivery.DeliveryBench;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Delivers the calls and events of a cart in every possible order, with duplicates and replays. Its first attempt was rolled back and its
 * second became an order. Events that a listener rejects are delivered once more at the end, like redriven dead letters.
 */
@PaymentServiceTest
class EveryOrderOfDeliveryTests {

    /** The calls and events that can reach this service. */
    enum Step {
        AUTHORIZE_FIRST,
        REVERSE_FIRST,
        ROLLBACK_FIRST,
        REPLAYED_ROLLBACK_FIRST,
        AUTHORIZE_SECOND,
        REVERSE_SECOND,
        ROLLBACK_SECOND,
        COMPLETION_SECOND,
        REPLAYED_COMPLETION_SECOND
    }

    @Autowired
    AuthorizePayments authorizePayments;

    @Autowired
    ReversePayments reversePayments;

    @Autowired
    CheckoutCompletionListener completions;

    @Autowired
    CheckoutRollbackListener rollbacks;

    @Autowired
    Authorizations authorizations;

    @Autowired
    SimulatorHolds holds;

    @Autowired
    EventCodec codec;

    private final DeliveryBench<Cart, Step> bench = new DeliveryBench<>(
            Cart::new, Cart::apply, Set.of(AuthorizationNotFoundException.class, PaymentsAlreadyBoundException.class));

    /** A separate cart that the steps are applied to. */
    private final class Cart {

        private final String id = UUID.randomUUID().toString();
        private final String first = "r1-" + id;
        private final String second = "r2-" + id;

        void apply(Step step) {
            switch (step) {
                case AUTHORIZE_FIRST -> authorize(first);
                case AUTHORIZE_SECOND -> authorize(second);
                case REVERSE_FIRST -> reversePayments.reverse("default", first);
                case REVERSE_SECOND -> reversePayments.reverse("default", second);
                case ROLLBACK_FIRST -> rollbacks.accept(message(Broker.rollback(first, "c-" + id)));
                case ROLLBACK_SECOND -> rollbacks.accept(message(Broker.rollback(second, "c-" + id)));
                case REPLAYED_ROLLBACK_FIRST -> rollbacks.accept(replayed(Broker.rollback(first, "c-" + id)));
                case COMPLETION_SECOND -> completions.accept(message(Broker.completion(second)));
                case REPLAYED_COMPLETION_SECOND -> completions.accept(replayed(Broker.completion(second)));
            }
        }

        private void authorize(String request) {
            Money ten = Money.of("10.00", "GBP");
            authorizePayments.authorize(
                    "default",
                    request,
                    new PaymentPurpose("c-" + id, "o-" + request, "ann", ten),
                    List.of(PaymentIntents.intent(
                            "p-" + request, "simulator", new Token("tok_approve"), ten, "CREDIT_CARD", null)));
        }

        private Message<byte[]> message(SuiteEvent event) {
            return codec.message(codec.entry(event));
        }

        private Message<byte[]> replayed(SuiteEvent event) {
            return MessageBuilder.fromMessage(message(event))
                    .setHeader(EventHeaders.REPLAY_ID, "replay")
                    .build();
        }

        AuthorizationState state(String request) {
            return authorizations
                    .of("default", request)
                    .map(Authorization::state)
                    .orElseThrow();
        }

        BigDecimal held(String request) {
            return holds.of("default", request).stream()
                    .map(SimulatorHold::holding)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        int timesHeld(String request) {
            return holds.of("default", request).stream()
                    .mapToInt(SimulatorHold::authorized)
                    .sum();
        }

        int timesReversed(String request) {
            return holds.of("default", request).stream()
                    .mapToInt(SimulatorHold::reversed)
                    .sum();
        }
    }

    static Stream<List<Step>> deliveries() {
        List<Step> once = List.of(
                Step.AUTHORIZE_FIRST,
                Step.REVERSE_FIRST,
                Step.ROLLBACK_FIRST,
                Step.AUTHORIZE_SECOND,
                Step.COMPLETION_SECOND);
        return Stream.of(
                and(once, Step.REPLAYED_ROLLBACK_FIRST),
                and(once, Step.COMPLETION_SECOND),
                List.of(
                        Step.AUTHORIZE_FIRST,
                        Step.AUTHORIZE_FIRST,
                        Step.REVERSE_FIRST,
                        Step.ROLLBACK_FIRST,
                        Step.ROLLBACK_FIRST,
                        Step.REPLAYED_ROLLBACK_FIRST),
                List.of(
                        Step.AUTHORIZE_SECOND,
                        Step.AUTHORIZE_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.REPLAYED_COMPLETION_SECOND));
    }

    private static List<Step> and(List<Step> steps, Step more) {
        return Stream.concat(steps.stream(), Stream.of(more)).toList();
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void the_first_attempt_holds_nothing_and_the_second_is_bound_once_in_whatever_order_all_comes(List<Step> steps) {
        bench.inEveryOrder(steps, (cart, order) -> {
            List<Step> rejected = bench.apply(cart, order);

            assertThat(rejected).isEqualTo(completionsBeforeTheirAuthorization(order));
            assertThat(bench.apply(cart, rejected)).isEmpty();
            if (order.contains(Step.ROLLBACK_FIRST)) {
                assertThat(cart.state(cart.first)).isEqualTo(AuthorizationState.REVERSED);
                assertThat(cart.held(cart.first)).isZero();
                assertThat(cart.timesHeld(cart.first)).isEqualTo(startsWithTheAuthorization(order) ? 1 : 0);
                assertThat(cart.timesReversed(cart.first)).isEqualTo(cart.timesHeld(cart.first));
            }
            if (order.contains(Step.COMPLETION_SECOND)) {
                assertThat(cart.state(cart.second)).isEqualTo(AuthorizationState.BOUND);
                assertThat(cart.held(cart.second)).isEqualByComparingTo("10.00");
                assertThat(cart.timesHeld(cart.second)).isEqualTo(1);
            }
        });
    }

    private static List<Step> completionsBeforeTheirAuthorization(List<Step> order) {
        return order.stream()
                .takeWhile(step -> step != Step.AUTHORIZE_SECOND)
                .filter(step -> step == Step.COMPLETION_SECOND || step == Step.REPLAYED_COMPLETION_SECOND)
                .toList();
    }

    /** Whether the authorization is the first step of the first attempt; any other first step closes the attempt. */
    private static boolean startsWithTheAuthorization(List<Step> order) {
        return order.stream()
                .filter(step -> step.name().endsWith("_FIRST"))
                .findFirst()
                .equals(Optional.of(Step.AUTHORIZE_FIRST));
    }

    static Stream<List<Step>> contradictions() {
        return Stream.of(
                List.of(
                        Step.AUTHORIZE_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.ROLLBACK_SECOND,
                        Step.ROLLBACK_SECOND),
                List.of(
                        Step.AUTHORIZE_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.REPLAYED_COMPLETION_SECOND,
                        Step.ROLLBACK_SECOND,
                        Step.REVERSE_SECOND));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void of_a_completion_and_a_rollback_of_one_request_the_first_wins_and_the_other_is_rejected(List<Step> steps) {
        bench.inEveryOrder(steps, (cart, order) -> {
            ExpectedOutcome expected = new ExpectedOutcome();

            List<Step> rejected = bench.apply(cart, order);

            assertThat(rejected).isEqualTo(expected.rejected(order));
            expected.assertMatches(cart);
            assertThat(bench.apply(cart, rejected)).isEqualTo(expected.rejected(rejected));
            expected.assertMatches(cart);
        });
    }

    /** The expected outcome of the second attempt. */
    private static final class ExpectedOutcome {

        private AuthorizationState state;

        List<Step> rejected(List<Step> steps) {
            return steps.stream().filter(this::isRejected).toList();
        }

        private boolean isRejected(Step step) {
            boolean bound = state == AuthorizationState.BOUND;
            return switch (step) {
                case AUTHORIZE_SECOND -> {
                    state = state == null ? AuthorizationState.AUTHORIZED : state;
                    yield false;
                }
                case COMPLETION_SECOND, REPLAYED_COMPLETION_SECOND -> {
                    state = state == AuthorizationState.AUTHORIZED ? AuthorizationState.BOUND : state;
                    yield state != AuthorizationState.BOUND;
                }
                case ROLLBACK_SECOND, REVERSE_SECOND -> {
                    state = bound ? AuthorizationState.BOUND : AuthorizationState.REVERSED;
                    yield bound && step == Step.ROLLBACK_SECOND;
                }
                default -> throw new IllegalArgumentException(step.name());
            };
        }

        void assertMatches(Cart cart) {
            assertThat(cart.state(cart.second)).isEqualTo(state);
            assertThat(cart.held(cart.second)).isEqualByComparingTo(state == AuthorizationState.BOUND ? "10.00" : "0");
        }
    }
}
