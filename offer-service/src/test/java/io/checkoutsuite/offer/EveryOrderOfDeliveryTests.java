package io.checkoutsuite.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.events.SuiteEvent;
import io.checkoutsuite.messaging.EventHeaders;
import io.checkoutsuite.offer.usage.CheckoutAlreadyCompletedException;
import io.checkoutsuite.offer.usage.CheckoutAlreadyRolledBackException;
import io.checkoutsuite.offer.usage.OfferUses;
import io.checkoutsuite.offer.usage.Use;
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
 * Delivers the calls and events of a cart whose first attempt was abandoned and whose second became an order, in every possible order,
 * with duplicates and replays. Events that a listener rejects are delivered again at the end, as if redriven from the dead letters.
 */
class EveryOrderOfDeliveryTests extends RunningOffers {

    private static final String ANN = "ann@example.org";

    @Autowired
    OfferUses uses;

    private final DeliveryBench<Cart, ReservationStep> bench = new DeliveryBench<>(
            Cart::new,
            Cart::apply,
            Set.of(CheckoutAlreadyCompletedException.class, CheckoutAlreadyRolledBackException.class));

    /** A cart with an offer of its own that may be used twice. */
    private final class Cart {

        private final String first = newRequest();
        private final String second = newRequest();
        private final String offer = newOffer("maxUses", 2, "maxUsesPerCustomer", 2);
        private final String code = newCode(offer);

        void apply(ReservationStep step) {
            switch (step) {
                case RESERVE_FIRST -> reserve(first);
                case RESERVE_SECOND -> reserve(second);
                case RELEASE_FIRST -> uses.release(new RequestKey(DEFAULT, first));
                case RELEASE_SECOND -> uses.release(new RequestKey(DEFAULT, second));
                case ROLLBACK_FIRST -> rollbackListener.accept(message(rollback(first)));
                case REPLAYED_ROLLBACK_FIRST -> rollbackListener.accept(replayed(rollback(first)));
                case ROLLBACK_SECOND -> rollbackListener.accept(message(rollback(second)));
                case COMPLETION_SECOND -> completionListener.accept(message(completion(second, ANN, offer, code)));
                case REPLAYED_COMPLETION_SECOND ->
                    completionListener.accept(replayed(completion(second, ANN, offer, code)));
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

        private Message<byte[]> replayed(SuiteEvent event) {
            return MessageBuilder.fromMessage(message(event))
                    .setHeader(EventHeaders.REPLAY_ID, "replay")
                    .build();
        }

        void assertUses(int times) {
            assertThat(usageFiguresOf("/offers/" + offer)).isEqualTo(new UsageFigures(2, 0, times, 2 - times));
            assertThat(state(second)).isEqualTo(times == 1 ? "COMMITTED" : "RELEASED");
            assertThat(storedUses(second).containsKey("recorded")).isEqualTo(times == 1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.checkoutsuite.test.delivery.ReservationStep#deliveries")
    void the_first_attempt_uses_nothing_and_the_second_once_in_whatever_order_all_comes(List<ReservationStep> steps) {
        bench.inEveryOrder(steps, (cart, order) -> {
            assertThat(bench.apply(cart, order)).isEmpty();

            cart.assertUses(1);
            assertThat(state(cart.first)).isEqualTo("RELEASED");
            assertThat(storedUses(cart.first).containsKey("recorded")).isFalse();
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
            cart.assertUses(isSold ? 1 : 0);
            assertThat(bench.apply(cart, rejected)).isEqualTo(losers);
            cart.assertUses(isSold ? 1 : 0);
        });
    }
}
