package io.checkoutsuite.benchmarks;

import io.checkoutsuite.benchmarks.load.Load;
import io.checkoutsuite.benchmarks.suite.Layout;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is measured, and how.
 *
 * @param layout how the suite is divided into processes
 * @param processors the suite runs on the first of them only; 0 for all
 * @param settings properties of its services
 * @param idle how long it is measured without any load, and left alone before that, when it has started
 * @param warmUpOrders orders before each window
 * @param brokerOutage how long the broker is unavailable, from a quarter of the measured time on; zero for never
 * @param windows how many windows are measured, one after the other
 * @param stored if not empty: each window is measured when the suite has stored at least this many orders, instead of after a warm-up
 * @param copied if not empty: each window is measured when the database contains copies of this many orders besides
 * @param sizes if not empty: each window has carts of this many lines
 * @param profile whether the processor time of the windows is sampled, which costs some itself
 */
public record Scenario(
        Layout layout,
        int processors,
        Map<String, String> settings,
        Duration idle,
        long warmUpOrders,
        Load load,
        Duration brokerOutage,
        int windows,
        List<Long> stored,
        List<Long> copied,
        List<Integer> sizes,
        boolean profile) {

    public Scenario {
        settings = Map.copyOf(settings);
        stored = List.copyOf(stored);
        copied = List.copyOf(copied);
        sizes = List.copyOf(sizes);
    }
}
