package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.Shelf.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.reservations.CheckoutOutcomes.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** G8: regardless of the order, repetition and interruption of calls, each request counts once or not at all. */
class EveryOrderOfCallsTests {
    private static final Line[] CART = {line("tea", 2), line("mug", 1)};
    private static final Line[] OTHER_CART = {line("mug", 1), line("tea", 1)};
    private static final int RANDOM_ORDERS = 120;
    private static final int SWITCHES = 3;

    private final Stage stage = new Stage();
    private final Shelf shelf = new Shelf(stage);

    enum Call {
        TAKE(shelf -> shelf.take("r", CART)),
        KEEP(shelf -> shelf.keep("r", CART)),
        GIVE_BACK(shelf -> shelf.giveBack("r")),
        EXPIRE(shelf -> shelf.reservations.sweepExpired(10)),
        SWEEP_STRAYS(shelf -> shelf.reservations.sweepStrays(10)),
        EXTEND(shelf -> shelf.reservations.extend(request("r"), LEASE)),
        OTHER_TAKE(shelf -> shelf.take("other", OTHER_CART));

        private final Consumer<Shelf> call;

        Call(Consumer<Shelf> call) {
            this.call = call;
        }
    }

    /** The initial state when the calls meet. */
    enum Before {
        NOTHING(shelf -> {}),
        NOTHING_BUT_PLENTY(shelf -> {
            shelf.stocked("tea", 20);
            shelf.stocked("mug", 20);
        }),
        TAKEN(shelf -> shelf.take("r", CART)),
        LEASE_OVER(shelf -> {
            shelf.take("r", CART);
            shelf.leasesRunOut();
        }),
        EXPIRED(shelf -> {
            shelf.take("r", CART);
            shelf.leasesRunOut();
            shelf.reservations.sweepExpired(10);
        }),
        SOLD_OUT(shelf -> {
            shelf.take("r", CART);
            shelf.leasesRunOut();
            shelf.reservations.sweepExpired(10);
            shelf.take("other", OTHER_CART);
            shelf.take("third", line("tea", 1));
        });

        private final Consumer<Shelf> past;

        Before(Consumer<Shelf> past) {
            this.past = past;
        }
    }

    static List<List<Call>> pairs() {
        List<List<Call>> pairs = new ArrayList<>();
        for (Call one : Call.values()) {
            for (Call two : Call.values()) {
                boolean extend = one == Call.EXTEND || two == Call.EXTEND;
                if (one.compareTo(two) <= 0 && one != Call.OTHER_TAKE && !extend) {
                    pairs.add(List.of(one, two));
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void any_two_calls_in_every_order(List<Call> calls) throws Exception {
        for (Before before : Before.values()) {
            EveryOrder orders = new EveryOrder();
            do {
                play(before, calls, 0, orders::choose);
            } while (orders.next());
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void any_two_calls_of_which_one_dies_anywhere(List<Call> calls) throws Exception {
        for (Before before : Before.values()) {
            Random random = new Random(calls.toString().hashCode());
            for (int run = 0; run < RANDOM_ORDERS / 15; run++) {
                play(before, calls, 1, random::nextInt);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"KEEP", "GIVE_BACK", "EXPIRE", "OTHER_TAKE"})
    void a_first_take_meets_any_call_and_one_of_them_dies_anywhere(Call call) throws Exception {
        EveryOrder orders = new EveryOrder();
        do {
            play(Before.NOTHING_BUT_PLENTY, List.of(Call.TAKE, call), 1, orders::choose);
        } while (orders.next());
    }

    @ParameterizedTest
    @EnumSource(Before.class)
    void many_calls_in_random_orders_with_two_deaths(Before before) throws Exception {
        Random random = new Random(before.ordinal());
        for (int run = 0; run < RANDOM_ORDERS; run++) {
            List<Call> calls = random.ints(3 + run % 3, 0, Call.values().length)
                    .mapToObj(n -> Call.values()[n])
                    .toList();
            play(before, calls, 2, random::nextInt);
        }
    }

    @ParameterizedTest
    @MethodSource("takes")
    void what_was_granted_can_be_kept_whole(List<Call> calls) throws Exception {
        EveryOrder orders = new EveryOrder();
        int granted = 0;
        do {
            shelf.emptied();
            shelf.stocked("tea", 2);
            shelf.stocked("mug", 1);
            List<Taken> answers = new ArrayList<>();
            List<String> trace = stage.play(
                    calls.stream()
                            .<Runnable>map(call -> () -> take(call, answers))
                            .toList(),
                    0,
                    SWITCHES,
                    orders::choose);

            if (answers.contains(new Taken.Granted())) {
                granted++;
                assertThat(shelf.keep("r")).as("after " + trace).isEqualTo(new Kept.Done());
                shelf.shows("tea", 0, 2, 0);
            }
        } while (orders.next());
        assertThat(granted).isPositive();
    }

    static List<List<Call>> takes() {
        return List.of(List.of(Call.TAKE, Call.TAKE), List.of(Call.TAKE, Call.OTHER_TAKE));
    }

    /** The outcome of the checkout of {@code r}, and a call that runs while the sweep settles its expired lease. */
    static Stream<Arguments> checkoutsWithLapsedLeases() {
        return Stream.of(Outcome.COMPLETED, Outcome.RUNNING).flatMap(outcome -> Stream.of(
                        Call.TAKE, Call.KEEP, Call.EXPIRE, Call.SWEEP_STRAYS, Call.EXTEND, Call.OTHER_TAKE)
                .filter(call -> outcome == Outcome.COMPLETED || call != Call.KEEP)
                .map(call -> Arguments.of(outcome, call)));
    }

    @ParameterizedTest
    @MethodSource("checkoutsWithLapsedLeases")
    void what_a_decided_or_running_checkout_holds_is_never_lost_to_time(Outcome outcome, Call call) throws Exception {
        EveryOrder orders = new EveryOrder();
        do {
            lapses(outcome, List.of(call, Call.EXPIRE), 0, orders::choose);
        } while (orders.next());
        Random random = new Random(call.ordinal());
        for (int run = 0; run < RANDOM_ORDERS / 12; run++) {
            Call another = Call.values()[random.nextInt(Call.values().length)];
            boolean fits = another != Call.GIVE_BACK && (outcome == Outcome.COMPLETED || another != Call.KEEP);
            lapses(
                    outcome,
                    fits ? List.of(call, another, Call.EXPIRE) : List.of(call, Call.EXPIRE),
                    1,
                    random::nextInt);
        }
    }

    private void lapses(Outcome outcome, List<Call> calls, int deaths, IntUnaryOperator choose) throws Exception {
        shelf.emptied();
        shelf.stocked("tea", 2);
        shelf.stocked("mug", 1);
        shelf.take("r", CART);
        shelf.checkouts.became("r", outcome);
        shelf.leasesRunOut();

        List<String> trace = stage.play(
                calls.stream()
                        .<Runnable>map(call -> () -> call.call.accept(shelf))
                        .toList(),
                deaths,
                SWITCHES,
                choose);
        shelf.clock.advance(Duration.ofHours(1));
        shelf.sweep();

        assertThat(shelf.take("bob", line("mug", 1))).as("after " + trace).isInstanceOf(Taken.Short.class);
        assertThat(shelf.keep("r", CART)).as("after " + trace).isEqualTo(new Kept.Done());
        shelf.sweep();
        shelf.shows("tea", 0, 2, 0);
        shelf.shows("mug", 0, 1, 0);
    }

    private void take(Call call, List<Taken> answers) {
        if (call == Call.TAKE) {
            answers.add(shelf.take("r", CART));
        } else {
            call.call.accept(shelf);
        }
    }

    private void play(Before before, List<Call> calls, int deaths, IntUnaryOperator choose) throws Exception {
        shelf.emptied();
        shelf.stocked("tea", 2);
        shelf.stocked("mug", 1);
        before.past.accept(shelf);

        List<String> trace = stage.play(
                calls.stream()
                        .<Runnable>map(call -> () -> call.call.accept(shelf))
                        .toList(),
                deaths,
                SWITCHES,
                choose);
        String story = before + " " + calls + " " + trace;

        try {
            shelf.addsUp("tea", "mug");
            everythingIsDeliveredAgain(calls);
            everyRequestHasAnEnd(calls);
            everyPieceIsCountedOnce();
        } catch (Throwable e) {
            throw new AssertionError(story, e);
        }
    }

    /** What a broker and the schedulers do after a crash. */
    private void everythingIsDeliveredAgain(List<Call> calls) {
        for (Call call : calls) {
            if (call == Call.KEEP || call == Call.GIVE_BACK) {
                call.call.accept(shelf);
            }
        }
        for (int round = 0; round < 2; round++) {
            shelf.clock.advance(Duration.ofHours(1));
            shelf.sweep();
        }
    }

    private void everyRequestHasAnEnd(List<Call> calls) {
        shelf.reservations.find(request("r")).ifPresent(request -> {
            if (calls.contains(Call.KEEP) && !calls.contains(Call.GIVE_BACK)) {
                assertThat(request.state()).isEqualTo(State.HARD);
            } else if (calls.contains(Call.KEEP)) {
                assertThat(request.state() == State.HARD || request.isRolledBack())
                        .isTrue();
            } else {
                assertThat(request.state()).isEqualTo(State.RELEASED);
                assertThat(request.isRolledBack()).isEqualTo(calls.contains(Call.GIVE_BACK));
            }
        });
        if (calls.contains(Call.KEEP) || calls.contains(Call.GIVE_BACK)) {
            assertThat(shelf.reservations.find(request("r"))).isPresent();
        }
    }

    private void everyPieceIsCountedOnce() {
        shelf.holdsNothing("tea", "mug");
        for (String sku : List.of("tea", "mug")) {
            long kept = shelf.reservations
                    .find(request("r"))
                    .filter(request -> request.state() == State.HARD)
                    .map(request -> kept(request, sku))
                    .orElse(0L);
            assertThat(shelf.counter(sku).hard()).as("hard of " + sku).isEqualTo(kept);
        }
    }

    private static long kept(Request request, String sku) {
        boolean isShort = request.shortages().stream()
                .anyMatch(shortage -> shortage.counter().equals(sku(sku)));
        return isShort
                ? 0
                : Arrays.stream(CART)
                        .filter(line -> line.counter().equals(sku(sku)))
                        .mapToLong(Line::quantity)
                        .sum();
    }
}
