package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.inventory.reservation.CheckoutAlreadyCompletedException;
import io.checkoutsuite.inventory.reservation.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.StockReservations;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.test.delivery.DeliveryBench;
import io.checkoutsuite.test.delivery.ReservationStep;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Makes the calls and delivers the events of a cart whose first attempt was rolled back and whose second became an order: in every possible
 * order, with duplicates and replays. Events that a listener rejects are delivered once more at the end, as if redriven from the dead letters.
 */
class EveryOrderOfDeliveryTests extends RunningInventory {

    @Autowired
    StockReservations reservations;

    private final DeliveryBench<Cart, ReservationStep> bench = new DeliveryBench<>(
            Cart::new,
            Cart::apply,
            Set.of(CheckoutAlreadyCompletedException.class, CheckoutAlreadyRolledBackException.class));

    /** A separate cart with three mugs and two lamps, from ten of each that no other cart uses. */
    private final class Cart {

        private final String first = newRequest();
        private final String second = newRequest();
        private final String mug = skuWith(10);
        private final String lamp = skuWith(10);

        void apply(ReservationStep step) {
            switch (step) {
                case RESERVE_FIRST -> reserve(first);
                case RESERVE_SECOND -> reserve(second);
                case RELEASE_FIRST -> reservations.release(new RequestKey(DEFAULT, first));
                case RELEASE_SECOND -> reservations.release(new RequestKey(DEFAULT, second));
                case ROLLBACK_FIRST -> rollbackListener.accept(message(rollback(first)));
                case REPLAYED_ROLLBACK_FIRST -> rollbackListener.accept(replayed(rollback(first)));
                case ROLLBACK_SECOND -> rollbackListener.accept(message(rollback(second)));
                case COMPLETION_SECOND -> completionListener.accept(message(completion(second, mug, 3, lamp, 2)));
                case REPLAYED_COMPLETION_SECOND ->
                    completionListener.accept(replayed(completion(second, mug, 3, lamp, 2)));
            }
        }

        private void reserve(String request) {
            reservations.reserve(
                    new RequestKey(DEFAULT, request),
                    cart(request),
                    List.of(new SkuQuantity(mug, 3), new SkuQuantity(lamp, 2)),
                    Duration.ofMinutes(5));
        }

        private Message<byte[]> replayed(SuiteEvent event) {
            return MessageBuilder.fromMessage(message(event))
                    .setHeader(EventHeaders.REPLAY_ID, "replay")
                    .build();
        }

        void assertStock(boolean isSold) {
            assertThat(stock(mug)).isEqualTo(isSold ? new StockFigures(10, 0, 3, 7) : new StockFigures(10, 0, 0, 10));
            assertThat(stock(lamp)).isEqualTo(isSold ? new StockFigures(10, 0, 2, 8) : new StockFigures(10, 0, 0, 10));
            assertThat(openHolds(mug)).isEmpty();
            assertThat(state(second)).isEqualTo(isSold ? "COMMITTED" : "RELEASED");
        }
    }

    @ParameterizedTest
    @MethodSource("io.checkoutsuite.test.delivery.ReservationStep#deliveries")
    void the_first_attempt_holds_nothing_and_the_second_buys_once_in_whatever_order_all_comes(
            List<ReservationStep> steps) {
        bench.inEveryOrder(steps, (cart, order) -> {
            assertThat(bench.apply(cart, order)).isEmpty();

            cart.assertStock(true);
            assertThat(state(cart.first)).isEqualTo("RELEASED");
        });
    }

    @ParameterizedTest
    @MethodSource("io.checkoutsuite.test.delivery.ReservationStep#contradictions")
    void of_a_completion_and_a_rollback_of_one_request_the_first_wins_and_the_other_is_rejected(
            List<ReservationStep> steps) {
        bench.inEveryOrder(steps, (cart, order) -> {
            boolean isSold = ReservationStep.isCompletedFirst(order);
            List<ReservationStep> losers = ReservationStep.losers(order);

            List<ReservationStep> rejected = bench.apply(cart, order);

            assertThat(rejected).isEqualTo(losers);
            cart.assertStock(isSold);
            assertThat(bench.apply(cart, rejected)).isEqualTo(losers);
            cart.assertStock(isSold);
        });
    }
}
