package io.checkoutsuite.benchmarks.floor;

import io.checkoutsuite.benchmarks.compare.Figures;
import io.checkoutsuite.benchmarks.measure.Usage;
import io.checkoutsuite.benchmarks.measure.UsageMeter;
import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.benchmarks.suite.Servers;
import io.checkoutsuite.benchmarks.suite.TemporaryDirectory;
import io.checkoutsuite.stack.client.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A running floor, whose documents and records are those that a suite has written. */
public final class Floor implements AutoCloseable {

    /** The removal of the last events follows what participants have applied. */
    private static final Duration LAST_WRITES = Duration.ofMillis(500);

    private final TemporaryDirectory directory;
    private final FloorProcess process;
    private final UsageMeter meter;
    private final int clients;
    private final long ordersOfRound;

    private Floor(
            TemporaryDirectory directory, FloorProcess process, UsageMeter meter, int clients, long ordersOfRound) {
        this.directory = directory;
        this.process = process;
        this.meter = meter;
        this.clients = clients;
        this.ordersOfRound = ordersOfRound;
    }

    /**
     * Starts the floor and warms it up.
     *
     * @param suite the servers of a suite that has sold carts
     * @param lines how many lines its carts have, in equal parts
     */
    public static Floor start(Servers suite, List<Integer> lines, int clients, long warmUpOrders, long ordersOfRound) {
        TemporaryDirectory directory = new TemporaryDirectory();
        Path sample = directory.path().resolve("sample.json");
        new FloorSampler(suite.mongo(), suite.kafka()).sample(lines).write(sample);
        FloorProcess process = FloorProcess.start(directory.path(), sample);
        process.prepare(warmUpOrders);
        process.submit(clients);
        return new Floor(directory, process, UsageMeter.ofProcesses(process.processes()), clients, ordersOfRound);
    }

    /** Submits the carts of a round. */
    public Figures figures() {
        process.prepare(ordersOfRound);
        Pause.of(LAST_WRITES);
        Usage before = meter.before();
        FloorRound round = process.submit(clients);
        Pause.of(LAST_WRITES);
        Used used = meter.after().since(before).perOrder(round.orders());
        return new Figures(
                round.orders(),
                round.orders() / round.seconds(),
                used.suiteCpuMillis(),
                round.submit().p50(),
                round.submit().p99());
    }

    @Override
    public void close() {
        meter.close();
        process.close();
        directory.close();
    }
}
