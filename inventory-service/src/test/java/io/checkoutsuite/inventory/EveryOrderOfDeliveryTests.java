package io.checkoutsuite.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.inventory.reservation.CheckoutAlreadyCompletedException;
import io.checkoutsuite.inventory.reservation.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.inventory.reservation.SkuQuantity;
import io.checkoutsuite.inventory.reservation.StockReservations;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.reservations.request.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    private static final int AT_ONCE = 8;

    /** The calls and events that can reach this service. */
    enum Step {
        RESERVE_FIRST,
        RELEASE_FIRST,
        ROLLBACK_FIRST,
        REPLAYED_ROLLBACK_FIRST,
        RESERVE_SECOND,
        RELEASE_SECOND,
        ROLLBACK_SECOND,
        COMPLETION_SECOND,
        REPLAYED_COMPLETION_SECOND
    }

    @Autowired
    StockReservations reservations;

    /** A separate cart with three mugs and two lamps, from ten of each that no other cart uses. */
    private final class Cart {

        private final String first = newRequest();
        private final String second = newRequest();
        private final String mug = skuWith(10);
        private final String lamp = skuWith(10);

        void apply(Step step) {
            switch (step) {
                case RESERVE_FIRST -> reserve(first);
                case RESERVE_SECOND -> reserve(second);
                case RELEASE_FIRST -> reservations.release(new RequestKey(DEFAULT, first));
                case RELEASE_SECOND -> reservations.release(new RequestKey(DEFAULT, second));
                case ROLLBACK_FIRST -> deliver(rollbackListener, rollback(first), null);
                case REPLAYED_ROLLBACK_FIRST -> deliver(rollbackListener, rollback(first), "replay");
                case ROLLBACK_SECOND -> deliver(rollbackListener, rollback(second), null);
                case COMPLETION_SECOND -> deliver(completionListener, completion(second, mug, 3, lamp, 2), null);
                case REPLAYED_COMPLETION_SECOND ->
                    deliver(completionListener, completion(second, mug, 3, lamp, 2), "replay");
            }
        }

        private void reserve(String request) {
            reservations.reserve(
                    new RequestKey(DEFAULT, request),
                    cart(request),
                    List.of(new SkuQuantity(mug, 3), new SkuQuantity(lamp, 2)),
                    Duration.ofMinutes(5));
        }

        private void deliver(Consumer<Message<byte[]>> listener, SuiteEvent event, String replayId) {
            Message<byte[]> message = message(event);
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
                } catch (CheckoutAlreadyCompletedException | CheckoutAlreadyRolledBackException refused) {
                    rejected.add(step);
                }
            }
            return rejected;
        }

        void assertStock(boolean isSold) {
            assertThat(stock(mug)).isEqualTo(isSold ? new StockFigures(10, 0, 3, 7) : new StockFigures(10, 0, 0, 10));
            assertThat(stock(lamp)).isEqualTo(isSold ? new StockFigures(10, 0, 2, 8) : new StockFigures(10, 0, 0, 10));
            assertThat(openHolds(mug)).isEmpty();
            assertThat(state(second)).isEqualTo(isSold ? "COMMITTED" : "RELEASED");
        }
    }

    static Stream<List<Step>> deliveries() {
        return Stream.of(
                List.of(
                        Step.RESERVE_FIRST,
                        Step.ROLLBACK_FIRST,
                        Step.REPLAYED_ROLLBACK_FIRST,
                        Step.RESERVE_SECOND,
                        Step.COMPLETION_SECOND),
                List.of(
                        Step.RESERVE_FIRST,
                        Step.RELEASE_FIRST,
                        Step.RESERVE_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.COMPLETION_SECOND),
                List.of(
                        Step.ROLLBACK_FIRST,
                        Step.ROLLBACK_FIRST,
                        Step.RESERVE_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.REPLAYED_COMPLETION_SECOND));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void the_first_attempt_holds_nothing_and_the_second_buys_once_in_whatever_order_all_comes(List<Step> steps)
            throws Exception {
        inEveryOrder(steps, order -> {
            Cart cart = new Cart();

            assertThat(cart.apply(order)).isEmpty();

            cart.assertStock(true);
            assertThat(state(cart.first)).isEqualTo("RELEASED");
        });
    }

    static Stream<List<Step>> contradictions() {
        return Stream.of(
                List.of(
                        Step.RESERVE_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.ROLLBACK_SECOND,
                        Step.ROLLBACK_SECOND),
                List.of(
                        Step.RESERVE_SECOND,
                        Step.COMPLETION_SECOND,
                        Step.REPLAYED_COMPLETION_SECOND,
                        Step.ROLLBACK_SECOND,
                        Step.RELEASE_SECOND));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void of_a_completion_and_a_rollback_of_one_request_the_first_wins_and_the_other_is_rejected(List<Step> steps)
            throws Exception {
        inEveryOrder(steps, order -> {
            Cart cart = new Cart();
            boolean isSold = order.stream()
                    .filter(step -> step != Step.RESERVE_SECOND)
                    .findFirst()
                    .filter(EveryOrderOfDeliveryTests::isCompletion)
                    .isPresent();
            List<Step> losers = order.stream()
                    .filter(step -> isSold ? step == Step.ROLLBACK_SECOND : isCompletion(step))
                    .toList();

            List<Step> rejected = cart.apply(order);

            assertThat(rejected).isEqualTo(losers);
            cart.assertStock(isSold);
            assertThat(cart.apply(rejected)).isEqualTo(losers);
            cart.assertStock(isSold);
        });
    }

    private static boolean isCompletion(Step step) {
        return step == Step.COMPLETION_SECOND || step == Step.REPLAYED_COMPLETION_SECOND;
    }

    private static void inEveryOrder(List<Step> steps, Consumer<List<Step>> check) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> checks = new ArrayList<>();
            for (List<Step> order : Permutations.of(steps)) {
                checks.add(threads.submit(() -> {
                    try {
                        check.accept(order);
                    } catch (RuntimeException | AssertionError wrong) {
                        throw new AssertionError("In this order: " + order, wrong);
                    }
                }));
            }
            for (Future<?> done : checks) {
                done.get();
            }
        }
    }

    @Test
    void all_orders_are_tried() {
        assertThat(Permutations.of(List.of(1, 2, 3, 4))).hasSize(24);
        assertThat(Permutations.of(List.of(1, 1, 2))).hasSize(3);
    }
}
