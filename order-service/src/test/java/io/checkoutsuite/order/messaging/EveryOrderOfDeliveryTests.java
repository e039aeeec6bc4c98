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
import io.checkoutsuite.test.delivery.DeliveryBench;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
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

    private final DeliveryBench<Cart, Step> bench = new DeliveryBench<>(
            Cart::new,
            Cart::apply,
            Set.of(CheckoutAlreadyRolledBackException.class, CheckoutAlreadyOrderedException.class));

    /** A separate cart to which the steps are applied. */
    private final class Cart {

        private final SaleFixture first = SaleFixture.ofGuest();
        private final SaleFixture second = first.anotherAttempt();

        void apply(Step step) {
            switch (step) {
                case ROLLBACK_FIRST -> rollbacks.accept(message(first.rollback("FAILED_INVENTORY_CHECK")));
                case REPLAYED_ROLLBACK_FIRST -> rollbacks.accept(replayed(first.rollback("FAILED_INVENTORY_CHECK")));
                case COMPLETION_SECOND -> completions.accept(message(second.completion()));
                case REPLAYED_COMPLETION_SECOND -> completions.accept(replayed(second.completion()));
                case SHORTAGE_SECOND -> shortages.accept(message(second.shortage()));
                case REPLAYED_SHORTAGE_SECOND -> shortages.accept(replayed(second.shortage()));
                case ROLLBACK_SECOND -> rollbacks.accept(message(second.rollback("CHECKOUT_ABANDONED")));
            }
        }

        private Message<byte[]> message(SuiteEvent event) {
            return codec.message(codec.entry(event));
        }

        private Message<byte[]> replayed(SuiteEvent event) {
            return MessageBuilder.fromMessage(message(event))
                    .setHeader(EventHeaders.REPLAY_ID, "replay")
                    .build();
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
            List<Step> steps) {
        List<Cart> carts = bench.inEveryOrder(steps, (cart, order) -> {
            assertThat(bench.apply(cart, order)).isEmpty();

            Order made = (Order) cart.known().orElseThrow();
            assertThat(made.requestId()).isEqualTo(cart.second.requestId());
            assertThat(made.number()).isEqualTo(cart.second.number());
            assertThat(made.status()).isEqualTo(OrderStatus.ON_HOLD);
            assertThat(made.holds())
                    .singleElement()
                    .satisfies(hold -> assertThat(hold.reason()).isEqualTo(HoldReason.BACKORDERED));
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
    void of_a_completion_and_a_rollback_of_one_request_the_first_wins_and_the_other_is_rejected(List<Step> steps) {
        bench.inEveryOrder(steps, (cart, order) -> {
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

            List<Step> rejected = bench.apply(cart, order);

            assertThat(rejected).isEqualTo(losers);
            assertThat(bench.apply(cart, rejected)).isEqualTo(losers);
            assertThat(cart.isFailed(cart.second)).isEqualTo(rolledBack);
            assertThat(cart.known().filter(Order.class::isInstance)).matches(made -> made.isPresent() != rolledBack);
            assertThat(cart.known().filter(AwaitedOrder.class::isInstance))
                    .matches(awaited -> awaited.isPresent() == (rolledBack && order.contains(Step.SHORTAGE_SECOND)));
        });
    }
}
