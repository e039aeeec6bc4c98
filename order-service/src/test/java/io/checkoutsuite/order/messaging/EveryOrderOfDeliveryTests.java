package io.checkoutsuite.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.order.OrderServiceTest;
import io.checkoutsuite.order.SaleFixture;
import io.checkoutsuite.order.Topics;
import io.checkoutsuite.order.order.AwaitedOrder;
import io.checkoutsuite.order.order.CheckoutAlreadyOrderedException;
import io.checkoutsuite.order.order.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.order.order.FailedOrders;
import io.checkoutsuite.order.order.HoldReason;
import io.checkoutsuite.order.order.KnownOrder;
import io.checkoutsuite.order.order.Order;
import io.checkoutsuite.order.order.OrderStatus;
import io.checkoutsuite.order.order.Orders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Delivers the events of a cart whose first attempt was rolled back and whose second became an order: in every possible order, with
 * duplicates and replays. Events that a listener rejects are delivered once more at the end, as if redriven from the dead letters.
 */
@OrderServiceTest
@RequiredArgsConstructor
class EveryOrderOfDeliveryTests {

    private static final int AT_ONCE = 8;

    private final CheckoutCompletionListener completions;
    private final CheckoutRollbackListener rollbacks;
    private final InventoryShortListener shortages;
    private final Orders orders;
    private final FailedOrders failedOrders;
    private final EventCodec codec;
    private final Topics topics;

    /** The events that can reach this service. */
    enum Step {
        ROLLBACK_FIRST,
        REPLAYED_ROLLBACK_FIRST,
        COMPLETION_SECOND,
        REPLAYED_COMPLETION_SECOND,
        SHORTAGE_SECOND,
        REPLAYED_SHORTAGE_SECOND,
        ROLLBACK_SECOND
    }

    /** A separate cart to which the steps are applied. */
    private final class Cart {

        private final SaleFixture first = SaleFixture.ofGuest();
        private final SaleFixture second = first.anotherAttempt();

        void apply(Step step) {
            switch (step) {
                case ROLLBACK_FIRST -> deliver(rollbacks, first.rollback("FAILED_INVENTORY_CHECK"), null);
                case REPLAYED_ROLLBACK_FIRST -> deliver(rollbacks, first.rollback("FAILED_INVENTORY_CHECK"), "replay");
                case COMPLETION_SECOND -> deliver(completions, second.completion(), null);
                case REPLAYED_COMPLETION_SECOND -> deliver(completions, second.completion(), "replay");
                case SHORTAGE_SECOND -> deliver(shortages, second.shortage(), null);
                case REPLAYED_SHORTAGE_SECOND -> deliver(shortages, second.shortage(), "replay");
                case ROLLBACK_SECOND -> deliver(rollbacks, second.rollback("CHECKOUT_ABANDONED"), null);
            }
        }

        private void deliver(Consumer<Message<byte[]>> listener, SuiteEvent event, String replayId) {
            Message<byte[]> message = codec.message(codec.entry(event));
            listener.accept(
                    replayId == null
                            ? message
                            : MessageBuilder.fromMessage(message)
                                    .setHeader(EventHeaders.REPLAY_ID, replayId)
                                    .build());
        }

        /** Returns the steps that were rejected. */
        List<Step> apply(List<Step> steps) {
            List<Step> rejected = new ArrayList<>();
            for (Step step : steps) {
                try {
                    apply(step);
                } catch (CheckoutAlreadyRolledBackException | CheckoutAlreadyOrderedException refused) {
                    rejected.add(step);
                }
            }
            return rejected;
        }

        Optional<KnownOrder> known() {
            return orders.find("default", first.cartId());
        }

        boolean isFailed(SaleFixture attempt) {
            return failedOrders.contains("default", attempt.requestId());
        }
    }

    static Stream<List<Step>> deliveries() {
        return Stream.of(
                List.of(
                        Step.ROLLBACK_FIRST,
                        Step.ROLLBACK_FIRST,
                        Step.COMPLETION_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.SHORTAGE_SECOND,
                        Step.SHORTAGE_SECOND),
                List.of(
                        Step.ROLLBACK_FIRST,
                        Step.REPLAYED_ROLLBACK_FIRST,
                        Step.COMPLETION_SECOND,
                        Step.REPLAYED_COMPLETION_SECOND,
                        Step.SHORTAGE_SECOND,
                        Step.REPLAYED_SHORTAGE_SECOND));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void the_second_attempt_becomes_one_order_on_hold_and_the_first_one_record_in_whatever_order_all_comes(
            List<Step> steps) throws Exception {
        List<Cart> carts = inEveryOrder(steps, (order, cart) -> {
            assertThat(cart.apply(order)).isEmpty();

            Order made = (Order) cart.known().orElseThrow();
            assertThat(made.requestId()).isEqualTo(cart.second.requestId());
            assertThat(made.number()).isEqualTo(cart.second.number());
            assertThat(made.status()).isEqualTo(OrderStatus.ON_HOLD);
            assertThat(made.holds()).singleElement().satisfies(hold -> assertThat(hold.reason())
                    .isEqualTo(HoldReason.BACKORDERED));
            assertThat(made.shipments()).hasSize(1);
            assertThat(cart.isFailed(cart.first)).isTrue();
            assertThat(cart.isFailed(cart.second)).isFalse();
            assertThat(failedOrders.list("default", cart.first.cartId(), false, null, 10))
                    .hasSize(1);
        });
        Cart last = carts.getLast();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(new HashSet<>(topics.published("orderCreated", last.first.cartId())))
                    .containsExactly("orderCreated:" + last.second.requestId());
            assertThat(new HashSet<>(topics.published("orderHeld", last.first.cartId())))
                    .containsExactly("orderHeld:" + last.second.requestId() + ":BACKORDERED");
        });
    }

    static Stream<List<Step>> contradictions() {
        return Stream.of(
                List.of(
                        Step.COMPLETION_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.REPLAYED_COMPLETION_SECOND,
                        Step.ROLLBACK_SECOND,
                        Step.ROLLBACK_SECOND),
                List.of(
                        Step.COMPLETION_SECOND,
                        Step.REPLAYED_COMPLETION_SECOND,
                        Step.SHORTAGE_SECOND,
                        Step.ROLLBACK_SECOND,
                        Step.ROLLBACK_FIRST));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void of_a_completion_and_a_rollback_of_one_request_the_first_wins_and_the_other_is_rejected(List<Step> steps)
            throws Exception {
        inEveryOrder(steps, (order, cart) -> {
            Step first = order.stream()
                    .filter(step -> step != Step.ROLLBACK_FIRST)
                    .findFirst()
                    .orElseThrow();
            boolean rolledBack = first == Step.ROLLBACK_SECOND;
            List<Step> losers = order.stream()
                    .filter(step -> rolledBack
                            ? step == Step.COMPLETION_SECOND || step == Step.REPLAYED_COMPLETION_SECOND
                            : step == Step.ROLLBACK_SECOND)
                    .toList();

            List<Step> rejected = cart.apply(order);

            assertThat(rejected).isEqualTo(losers);
            assertThat(cart.apply(rejected)).isEqualTo(losers);
            assertThat(cart.isFailed(cart.second)).isEqualTo(rolledBack);
            assertThat(cart.known().filter(Order.class::isInstance)).matches(made -> made.isPresent() != rolledBack);
            assertThat(cart.known().filter(AwaitedOrder.class::isInstance))
                    .matches(awaited -> awaited.isPresent() == (rolledBack && order.contains(Step.SHORTAGE_SECOND)));
        });
    }

    private interface Check {
        void accept(List<Step> order, Cart cart);
    }

    private List<Cart> inEveryOrder(List<Step> steps, Check check) throws Exception {
        List<Cart> carts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Cart>> checks = new ArrayList<>();
            for (List<Step> order : Permutations.of(steps)) {
                checks.add(threads.submit(() -> {
                    Cart cart = new Cart();
                    try {
                        check.accept(order, cart);
                        return cart;
                    } catch (RuntimeException | AssertionError wrong) {
                        throw new AssertionError("In this order: " + order, wrong);
                    }
                }));
            }
            for (Future<Cart> done : checks) {
                carts.add(done.get());
            }
        }
        return carts;
    }

    @Test
    void all_orders_are_tried() {
        assertThat(Permutations.of(List.of(1, 2, 3, 4))).hasSize(24);
        assertThat(Permutations.of(List.of(1, 1, 2))).hasSize(3);
    }
}
