package io.checkoutsuite.reservations;

import static io.checkoutsuite.reservations.StockFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.reservations.StockFixture.State;
import io.checkoutsuite.reservations.expiry.CheckoutOutcomes.Outcome;
import io.checkoutsuite.reservations.request.CommitResult;
import io.checkoutsuite.reservations.request.Line;
import io.checkoutsuite.reservations.request.RequestState;
import io.checkoutsuite.reservations.request.ReservationRequest;
import io.checkoutsuite.reservations.request.ReserveResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * G8: regardless of the order, repetition and interruption of calls, each request counts once or not at all. What follows a run depends only on
 * the state that it leaves, so each state is examined once.
 */
class EveryOrderOfCallsTests {
    private static final Line[] CART = {line("tea", 2), line("mug", 1)};
    private static final Line[] OTHER_CART = {line("mug", 1), line("tea", 1)};
    private static final int RANDOM_ORDERS = 120;
    private static final int SWITCHES = 3;

    private final InterleavingScheduler scheduler = new InterleavingScheduler();
    private final StockFixture stock = new StockFixture(scheduler);
    private final Map<Before, State> initialStates = new EnumMap<>(Before.class);
    private final Set<Object> examined = new HashSet<>();

    enum Call {
        RESERVE(stock -> stock.reserve("r", CART)),
        COMMIT(stock -> stock.commit("r", CART)),
        RELEASE(stock -> stock.release("r")),
        SETTLE_EXPIRED(stock -> stock.expiry.settleExpired(10)),
        SETTLE_ORPHANS(stock -> stock.expiry.settleOrphans(10)),
        EXTEND(stock -> stock.reservations.extend(request("r"), LEASE)),
        OTHER_RESERVE(stock -> stock.reserve("other", OTHER_CART));

        private final Consumer<StockFixture> call;

        Call(Consumer<StockFixture> call) {
            this.call = call;
        }
    }

    /** The initial state when the calls meet. */
    enum Before {
        NOTHING(stock -> {}),
        NOTHING_BUT_PLENTY(stock -> {
            stock.stocked(Map.of("tea", 20L, "mug", 20L));
        }),
        RESERVED(stock -> stock.reserve("r", CART)),
        LEASE_OVER(stock -> {
            stock.reserve("r", CART);
            stock.leasesRunOut();
        }),
        EXPIRED(stock -> {
            stock.reserve("r", CART);
            stock.leasesRunOut();
            stock.expiry.settleExpired(10);
        }),
        SOLD_OUT(stock -> {
            stock.reserve("r", CART);
            stock.leasesRunOut();
            stock.expiry.settleExpired(10);
            stock.reserve("other", OTHER_CART);
            stock.reserve("third", line("tea", 1));
        });

        private final Consumer<StockFixture> past;

        Before(Consumer<StockFixture> past) {
            this.past = past;
        }
    }

    static List<List<Call>> pairs() {
        List<List<Call>> pairs = new ArrayList<>();
        for (Call one : Call.values()) {
            for (Call two : Call.values()) {
                boolean extend = one == Call.EXTEND || two == Call.EXTEND;
                if (one.compareTo(two) <= 0 && one != Call.OTHER_RESERVE && !extend) {
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
            ExhaustiveChoices choices = new ExhaustiveChoices();
            do {
                runAndCheck(before, calls, 0, choices::choose);
            } while (choices.next());
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void any_two_calls_of_which_one_dies_anywhere(List<Call> calls) throws Exception {
        for (Before before : Before.values()) {
            Random random = new Random(calls.toString().hashCode());
            for (int run = 0; run < RANDOM_ORDERS / 15; run++) {
                runAndCheck(before, calls, 1, random::nextInt);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"COMMIT", "RELEASE", "SETTLE_EXPIRED", "OTHER_RESERVE"})
    void a_first_reserve_meets_any_call_and_one_of_them_dies_anywhere(Call call) throws Exception {
        ExhaustiveChoices choices = new ExhaustiveChoices();
        do {
            runAndCheck(Before.NOTHING_BUT_PLENTY, List.of(Call.RESERVE, call), 1, choices::choose);
        } while (choices.next());
    }

    @ParameterizedTest
    @EnumSource(Before.class)
    void many_calls_in_random_orders_with_two_deaths(Before before) throws Exception {
        Random random = new Random(before.ordinal());
        for (int run = 0; run < RANDOM_ORDERS; run++) {
            List<Call> calls = random.ints(3 + run % 3, 0, Call.values().length)
                    .mapToObj(n -> Call.values()[n])
                    .toList();
            runAndCheck(before, calls, 2, random::nextInt);
        }
    }

    @ParameterizedTest
    @MethodSource("reserves")
    void what_was_reserved_can_be_committed_whole(List<Call> calls) throws Exception {
        ExhaustiveChoices choices = new ExhaustiveChoices();
        int reserved = 0;
        do {
            begins(Before.NOTHING);
            List<ReserveResult> answers = new ArrayList<>();
            List<String> trace = scheduler.run(
                    calls.stream()
                            .<Runnable>map(call -> () -> reserve(call, answers))
                            .toList(),
                    0,
                    SWITCHES,
                    choices::choose);

            if (answers.contains(new ReserveResult.Reserved())) {
                reserved++;
                assertThat(stock.commit("r")).as("after " + trace).isEqualTo(new CommitResult.Committed());
                stock.shows("tea", 0, 2, 0);
            }
        } while (choices.next());
        assertThat(reserved).isPositive();
    }

    static List<List<Call>> reserves() {
        return List.of(List.of(Call.RESERVE, Call.RESERVE), List.of(Call.RESERVE, Call.OTHER_RESERVE));
    }

    /** The outcome of the checkout of {@code r}, and a call that runs while the sweep settles its expired lease. */
    static Stream<Arguments> checkoutsWithLapsedLeases() {
        return Stream.of(Outcome.COMPLETED, Outcome.RUNNING)
                .flatMap(outcome -> Stream.of(
                                Call.RESERVE,
                                Call.COMMIT,
                                Call.SETTLE_EXPIRED,
                                Call.SETTLE_ORPHANS,
                                Call.EXTEND,
                                Call.OTHER_RESERVE)
                        .filter(call -> outcome == Outcome.COMPLETED || call != Call.COMMIT)
                        .map(call -> Arguments.of(outcome, call)));
    }

    @ParameterizedTest
    @MethodSource("checkoutsWithLapsedLeases")
    void what_a_decided_or_running_checkout_holds_is_never_lost_to_time(Outcome outcome, Call call) throws Exception {
        ExhaustiveChoices choices = new ExhaustiveChoices();
        do {
            lapses(outcome, List.of(call, Call.SETTLE_EXPIRED), 0, choices::choose);
        } while (choices.next());
        Random random = new Random(call.ordinal());
        for (int run = 0; run < RANDOM_ORDERS / 12; run++) {
            Call another = Call.values()[random.nextInt(Call.values().length)];
            boolean fits = another != Call.RELEASE && (outcome == Outcome.COMPLETED || another != Call.COMMIT);
            lapses(
                    outcome,
                    fits ? List.of(call, another, Call.SETTLE_EXPIRED) : List.of(call, Call.SETTLE_EXPIRED),
                    1,
                    random::nextInt);
        }
    }

    private void lapses(Outcome outcome, List<Call> calls, int deaths, IntUnaryOperator choose) throws Exception {
        begins(Before.LEASE_OVER);
        stock.checkouts.became("r", outcome);

        List<String> trace = scheduler.run(
                calls.stream()
                        .<Runnable>map(call -> () -> call.call.accept(stock))
                        .toList(),
                deaths,
                SWITCHES,
                choose);
        if (isExamined(outcome)) {
            return;
        }
        stock.clock.advance(Duration.ofHours(1));
        stock.sweep();

        assertThat(stock.reserve("bob", line("mug", 1))).as("after " + trace).isInstanceOf(ReserveResult.Refused.class);
        assertThat(stock.commit("r", CART)).as("after " + trace).isEqualTo(new CommitResult.Committed());
        stock.sweep();
        stock.shows("tea", 0, 2, 0);
        stock.shows("mug", 0, 1, 0);
    }

    private void reserve(Call call, List<ReserveResult> answers) {
        if (call == Call.RESERVE) {
            answers.add(stock.reserve("r", CART));
        } else {
            call.call.accept(stock);
        }
    }

    private void runAndCheck(Before before, List<Call> calls, int deaths, IntUnaryOperator choose) throws Exception {
        begins(before);

        List<String> trace = scheduler.run(
                calls.stream()
                        .<Runnable>map(call -> () -> call.call.accept(stock))
                        .toList(),
                deaths,
                SWITCHES,
                choose);
        if (isExamined(calls)) {
            return;
        }
        String story = before + " " + calls + " " + trace;

        try {
            stock.addsUp("tea", "mug");
            everythingIsDeliveredAgain(calls);
            Optional<ReservationRequest> request = stock.reservations.find(request("r"));
            everyRequestHasAnEnd(request, calls);
            everyPieceIsCountedOnce(request);
        } catch (Throwable e) {
            throw new AssertionError(story, e);
        }
    }

    private void begins(Before before) {
        State known = initialStates.get(before);
        if (known != null) {
            stock.becomes(known);
            return;
        }
        stock.emptied();
        stock.clock.setTo(START);
        stock.stocked(Map.of("tea", 2L, "mug", 1L));
        before.past.accept(stock);
        initialStates.put(before, stock.state());
    }

    /** @param expectation what determines, together with the state, what follows */
    private boolean isExamined(Object expectation) {
        return !examined.add(List.of(expectation, stock.state()));
    }

    /** What a broker and the schedulers do after a crash. */
    private void everythingIsDeliveredAgain(List<Call> calls) {
        for (Call call : calls) {
            if (call == Call.COMMIT || call == Call.RELEASE) {
                call.call.accept(stock);
            }
        }
        for (int round = 0; round < 2; round++) {
            stock.clock.advance(Duration.ofHours(1));
            stock.sweep();
        }
    }

    private static void everyRequestHasAnEnd(Optional<ReservationRequest> found, List<Call> calls) {
        found.ifPresent(request -> {
            if (calls.contains(Call.COMMIT) && !calls.contains(Call.RELEASE)) {
                assertThat(request.state()).isInstanceOf(RequestState.Committed.class);
            } else if (calls.contains(Call.COMMIT)) {
                assertThat(request.state() instanceof RequestState.Committed || request.isRolledBack())
                        .isTrue();
            } else {
                assertThat(request.state()).isInstanceOf(RequestState.Released.class);
                assertThat(request.isRolledBack()).isEqualTo(calls.contains(Call.RELEASE));
            }
        });
        if (calls.contains(Call.COMMIT) || calls.contains(Call.RELEASE)) {
            assertThat(found).isPresent();
        }
    }

    private void everyPieceIsCountedOnce(Optional<ReservationRequest> found) {
        stock.holdsNothing("tea", "mug")
                .forEach((sku, hard) -> assertThat(hard)
                        .as("hard of " + sku)
                        .isEqualTo(found.filter(request -> request.state() instanceof RequestState.Committed)
                                .map(request -> committed(request, sku))
                                .orElse(0L)));
    }

    private static long committed(ReservationRequest request, String sku) {
        boolean isShort = ((RequestState.Committed) request.state())
                .shortages().stream().anyMatch(shortage -> shortage.counter().equals(sku(sku)));
        return isShort
                ? 0
                : Arrays.stream(CART)
                        .filter(line -> line.counter().equals(sku(sku)))
                        .mapToLong(Line::quantity)
                        .sum();
    }
}
