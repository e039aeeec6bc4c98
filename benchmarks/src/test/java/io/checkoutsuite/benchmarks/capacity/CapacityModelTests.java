package io.checkoutsuite.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.checkoutsuite.benchmarks.capacity.CheckoutCost.Commands;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityModelTests {

    /** 4 cores used to 60 %: 2,400 ms of processor time in a second. */
    private static final Sizing SIZING = new Sizing(60, 4, 20_000);

    @ParameterizedTest
    @CsvSource({"12.0, 1000, 5", "12.1, 1000, 6", "12.0, 10000, 50", "4.9, 1000, 3", "4.8, 1000, 2", "0.1, 1000, 2"})
    void instances_have_as_many_cores_as_the_processor_time_needs_and_there_are_at_least_two(
            double millis, double rate, long instances) {
        CapacityModel model = model(Map.of("cart", millis), Map.of(), null, null);

        assertThat(model.instances("cart", rate)).isEqualTo(instances);
    }

    @Test
    void cores_are_those_of_whole_instances_of_all_processes() {
        CapacityModel model = model(Map.of("cart", 12.1, "order", 0.1), Map.of(), null, null);

        assertThat(model.cores(1_000)).isEqualTo((6 + 2) * 4);
    }

    @Test
    void fewer_cores_and_more_reserve_need_more_instances() {
        CheckoutCost cost = new CheckoutCost(Map.of("cart", 12.0), Map.of());

        assertThat(new CapacityModel(cost, new Sizing(60, 2, 20_000), null, null).instances("cart", 1_000))
                .isEqualTo(10);
        assertThat(new CapacityModel(cost, new Sizing(30, 4, 20_000), null, null).instances("cart", 1_000))
                .isEqualTo(10);
    }

    @Test
    void a_quotient_that_is_whole_but_for_its_last_digits_is_not_rounded_up() {
        CheckoutCost cost = new CheckoutCost(Map.of("cart", 4.07), Map.of());

        assertThat(new CapacityModel(cost, new Sizing(11, 1, 20_000), null, null).instances("cart", 1_000))
                .isEqualTo(37);
    }

    @ParameterizedTest
    @CsvSource({"4, 10000, 2", "4.1, 10000, 3", "7, 100000, 35", "0, 100000, 1"})
    void shards_are_as_many_as_sustain_the_writes_and_reads_do_not_count(double writes, double rate, long shards) {
        CapacityModel model = model(Map.of(), Map.of("cart", new Commands(1_000, writes)), null, null);

        assertThat(model.shards("cart", rate)).isEqualTo(shards);
    }

    @ParameterizedTest
    @CsvSource({"30, 1000, 50", "30.3, 1000, 51", "30, 100000, 5000", "0.1, 1, 1"})
    void partitions_are_as_many_as_apply_the_events_one_after_the_other(double millis, double rate, long partitions) {
        CapacityModel model = model(Map.of(), Map.of(), millis, null);

        assertThat(model.partitions(rate)).isEqualTo(partitions);
    }

    @Test
    void one_product_may_be_in_as_many_checkouts_as_its_document_allows() {
        CapacityModel model = model(Map.of(), Map.of(), null, 50.0);

        assertThat(model.hotShare(1_000)).isEqualTo(0.05);
        assertThat(model.hotShare(20)).isEqualTo(1);
    }

    @Test
    void what_was_not_measured_has_no_figures() {
        CapacityModel model = model(Map.of(), Map.of(), null, null);

        assertThat(model.partitions(1_000)).isNull();
        assertThat(model.hotShare(1_000)).isNull();
        assertThat(model.limits()).isEmpty();
    }

    @Test
    void the_first_to_saturate_is_the_one_with_the_lowest_rate_at_full_use() {
        CapacityModel model =
                model(Map.of("cart", 8.0, "broker", 16.0), Map.of("cart", new Commands(2, 10)), 40.0, 75.0);

        assertThat(model.limits())
                .containsExactly(
                        new Limit("one product that every checkout contains, at least", 75),
                        new Limit("checkoutCompletion, 4 partitions", 100),
                        new Limit("broker, one instance of 4 cores", 250),
                        new Limit("cart, one instance of 4 cores", 500),
                        new Limit("cart, one shard of its database", 2_000));
    }

    @Test
    void what_costs_nothing_never_saturates() {
        CapacityModel model = model(Map.of("order", 0.0), Map.of("order", new Commands(3, 0)), null, null);

        assertThat(model.limits()).isEmpty();
    }

    @Test
    void a_core_does_as_many_checkouts_in_an_hour_as_its_used_part_has_time_for() {
        CapacityModel model = model(Map.of(), Map.of(), null, null);

        assertThat(model.checkoutsPerCoreHour(24)).isCloseTo(90_000, within(1e-6));
    }

    private static CapacityModel model(
            Map<String, Double> cpuMillis,
            Map<String, Commands> commands,
            @Nullable Double listenerMillis,
            @Nullable Double hotOrdersPerSecond) {
        return new CapacityModel(new CheckoutCost(cpuMillis, commands), SIZING, listenerMillis, hotOrdersPerSecond);
    }
}
