package io.checkoutsuite.test.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryBenchTests {

    private final DeliveryBench<List<Integer>, Integer> bench =
            new DeliveryBench<>(ArrayList::new, DeliveryBenchTests::addUnlessNegative, Set.of(RejectedException.class));

    private static final class RejectedException extends RuntimeException {}

    private static void addUnlessNegative(List<Integer> numbers, int number) {
        if (number < 0) {
            throw new RejectedException();
        }
        numbers.add(number);
    }

    @Test
    void all_orders_are_tried() {
        assertThat(Permutations.of(List.of(1, 2, 3, 4)))
                .hasSize(24)
                .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder(1, 2, 3, 4));
        assertThat(Permutations.of(List.of(1, 1, 2))).hasSize(3);
    }

    @Test
    void every_order_has_a_subject_of_its_own() {
        List<List<Integer>> subjects = bench.inEveryOrder(List.of(1, 2, 3), bench::apply);

        assertThat(subjects).containsExactlyElementsOf(Permutations.of(List.of(1, 2, 3)));
    }

    @Test
    void rejected_steps_are_returned_and_other_failures_name_their_order() {
        assertThat(bench.apply(new ArrayList<>(), List.of(1, -2, 3, -4))).containsExactly(-2, -4);
        assertThatThrownBy(() -> bench.inEveryOrder(List.of(1), (subject, order) -> {
                    throw new IllegalStateException("Wrong");
                }))
                .hasRootCauseMessage("Wrong")
                .hasStackTraceContaining("In this order: [1]");
    }
}
