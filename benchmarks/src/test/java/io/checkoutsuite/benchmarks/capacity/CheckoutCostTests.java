package io.checkoutsuite.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.benchmarks.capacity.CheckoutCost.Commands;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckoutCostTests {

    @Test
    void processor_time_is_by_process_without_operations_service_which_no_checkout_needs() {
        CheckoutCost cost = CheckoutCost.of(MeasuredReport.used(
                Map.of("broker", 5.0, "payment", 3.0, "operations", 2.0, "cart", 20.0), Map.of(), Map.of()));

        assertThat(cost.cpuMillis())
                .containsExactly(
                        Map.entry("cart", 20.0),
                        Map.entry("order", 0.0),
                        Map.entry("inventory", 0.0),
                        Map.entry("offer", 0.0),
                        Map.entry("payment", 3.0),
                        Map.entry("broker", 5.0));
        assertThat(cost.totalCpuMillis()).isEqualTo(28);
    }

    @Test
    void commands_of_all_collections_of_a_service_are_reads_or_writes() {
        CheckoutCost cost = CheckoutCost.of(MeasuredReport.used(
                Map.of(),
                Map.of(),
                Map.of(
                        "cart carts find", 2.5,
                        "cart carts aggregate", 0.5,
                        "cart carts insert", 1.0,
                        "cart carts update", 3.0,
                        "cart cart_keys findAndModify", 1.0,
                        "cart unknown hello", 0.25,
                        "order outdated delete", 0.125,
                        "operations replays find", 7.0,
                        "operations leases findAndModify", 7.0)));

        assertThat(cost.commands())
                .containsEntry("cart", new Commands(3, 5))
                .containsEntry("order", new Commands(0, 0.125))
                .containsEntry("payment", new Commands(0, 0))
                .doesNotContainKey("operations");
        assertThat(cost.totalCommands()).isEqualTo(new Commands(3, 5.125));
    }
}
