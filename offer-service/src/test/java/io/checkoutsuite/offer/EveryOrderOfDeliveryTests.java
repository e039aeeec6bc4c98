package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.offer.usage.CheckoutAlreadyCompletedException;
import io.checkoutsuite.offer.usage.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.offer.usage.OfferUses;
import io.checkoutsuite.offer.usage.Use;
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
 * Delivers the calls and events of a cart whose first attempt was abandoned and whose second became an order, in every possible order,
 * with duplicates and replays. Events that a listener rejects are delivered again at the end, as if redriven from the dead letters.
 */
class EveryOrderOfDeliveryTests extends RunningOffers {

    private static final int AT_ONCE = 8;
    private static final String ANN = "ann@example.org";

    /** A call or event that this service can receive. */
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
    OfferUses uses;

    /** A cart with an offer of its own that may be used twice. */
    private final class Cart {

        private final String first = newRequest();
        private final String second = newRequest();
        private final String offer = newOffer("maxUses", 2, "maxUsesPerCustomer", 2);
        private final String code = newCode(offer);

        void apply(Step step) {
            switch (step) {
                case RESERVE_FIRST -> reserve(first);
                case RESERVE_SECOND -> reserve(second);
                case RELEASE_FIRST -> uses.release(new RequestKey(DEFAULT, first));
                case RELEASE_SECOND -> uses.release(new RequestKey(DEFAULT, second));
                case ROLLBACK_FIRST -> deliver(rollbackListener, rollback(first), null);
                case REPLAYED_ROLLBACK_FIRST -> deliver(rollbackListener, rollback(first), "replay");
                case ROLLBACK_SECOND -> deliver(rollbackListener, rollback(second), null);
                case COMPLETION_SECOND -> deliver(completionListener, completion(second, ANN, offer, code), null);
                case REPLAYED_COMPLETION_SECOND ->
                    deliver(completionListener, completion(second, ANN, offer, code), "replay");
            }
        }

        private void reserve(String request) {
            uses.reserve(
                    new RequestKey(DEFAULT, request),
                    cart(request),
                    ANN,
                    List.of(new Use(offer, code)),
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

        /** Returns the rejected ones. */
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

        void assertUses(int times) {
            assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(2, 0, times, 2 - times));
            assertThat(state(second)).isEqualTo(times == 1 ? "COMMITTED" : "RELEASED");
            assertThat(storedUses(second).containsKey("recorded")).isEqualTo(times == 1);
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
    void the_first_attempt_uses_nothing_and_the_second_once_in_whatever_order_all_comes(List<Step> steps)
            throws Exception {
        inEveryOrder(steps, order -> {
            Cart cart = new Cart();

            assertThat(cart.apply(order)).isEmpty();

            cart.assertUses(1);
            assertThat(state(cart.first)).isEqualTo("RELEASED");
            assertThat(storedUses(cart.first).containsKey("recorded")).isFalse();
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
            cart.assertUses(isSold ? 1 : 0);
            assertThat(cart.apply(rejected)).isEqualTo(losers);
            cart.assertUses(isSold ? 1 : 0);
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
