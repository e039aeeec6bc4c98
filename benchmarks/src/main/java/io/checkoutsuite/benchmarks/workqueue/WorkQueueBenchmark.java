package io.checkoutsuite.benchmarks.workqueue;

import io.checkoutsuite.benchmarks.measure.Machine;
import io.checkoutsuite.benchmarks.suite.TemporaryDirectory;
import io.checkoutsuite.stack.client.Pause;
import io.checkoutsuite.stack.client.SuiteClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how many items nodes in processes of their own put into a queue and take out of it. */
@Command(
        name = "scripts/benchmark work-queue",
        sortOptions = false,
        description = {
            "Put items into a bounded work queue and take them out of it, on several nodes that are processes of their own, and measure items per second,"
                    + " the longest standstill, processor time and database commands.",
            "The exit code is 1 if an item was lost or taken twice, or if nothing was put or taken for 5 seconds."
        })
final class WorkQueueBenchmark implements Callable<Integer> {

    private static final Duration LONGEST_GAP = Duration.ofSeconds(5);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final double MILLIS = 1e6;
    private static final int VIOLATED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Describe the command.")
    private boolean help;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes (default: ${DEFAULT-VALUE}).")
    private int nodes = 3;

    @Option(
            names = "--producers",
            paramLabel = "N",
            description = "Threads of each node that put items, one after the other (default: ${DEFAULT-VALUE}).")
    private int producers = 16;

    @Option(
            names = "--consumers",
            paramLabel = "N",
            description = "Threads of each node that take and acknowledge items (default: ${DEFAULT-VALUE}).")
    private int consumers = 2;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many items a consumer takes at most (default: ${DEFAULT-VALUE}).")
    private int batch = 50;

    @Option(names = "--capacity", paramLabel = "N", description = "Of the queue (default: ${DEFAULT-VALUE}).")
    private int capacity = 1_000;

    @Option(
            names = "--payload",
            paramLabel = "CHARACTERS",
            description = "The length of an item (default: ${DEFAULT-VALUE}).")
    private int payload = 200;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Before the measured time (default: ${DEFAULT-VALUE}).")
    private long warmUp = 10;

    @Option(names = "--seconds", paramLabel = "N", description = "The measured time (default: ${DEFAULT-VALUE}).")
    private long seconds = 60;

    private WorkQueueBenchmark() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new WorkQueueBenchmark()).execute(args));
    }

    @Override
    public Integer call() {
        Machine machine = Machine.thisOne();
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            @Nullable String external = System.getenv("MONGODB_URI");
            if (external != null) {
                return measure(machine, directory.path(), external, List.of());
            }
            try (QueueProcess server = QueueProcess.start(
                    "server",
                    QueueServer.class,
                    List.of("-Xmx512m", "-XX:+UseSerialGC"),
                    List.of(directory.path().toString()))) {
                return measure(machine, directory.path(), server.answer(), List.of(server));
            }
        }
    }

    private int measure(Machine machine, Path directory, String database, List<QueueProcess> servers) {
        String load = SuiteClient.JSON.writeValueAsString(new NodeLoad(producers, consumers, batch, payload, capacity));
        List<QueueProcess> started = IntStream.range(0, nodes)
                .mapToObj(i -> QueueProcess.start(
                        "node-" + i,
                        QueueNode.class,
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        List.of(directory.toString(), database, "node-" + i, load)))
                .toList();
        try {
            started.forEach(QueueProcess::answer);
            askAll(started, QueueNode.START);
            Pause.of(Duration.ofSeconds(warmUp));
            askAll(started, QueueNode.MEASURE);
            long start = System.nanoTime();
            Duration nodesBefore = processorTime(started);
            Duration serversBefore = processorTime(servers);
            Pause.of(Duration.ofSeconds(seconds));
            Duration nodesUsed = processorTime(started).minus(nodesBefore);
            Duration serversUsed = processorTime(servers).minus(serversBefore);
            Duration measured = Duration.ofNanos(System.nanoTime() - start);
            askAll(started, QueueNode.STOP_PRODUCERS);
            drain(started.getFirst());
            List<NodeResult> results = askAll(started, QueueNode.FINISH).stream()
                    .map(json -> SuiteClient.JSON.readValue(json, NodeResult.class))
                    .toList();
            return report(machine, results, measured, nodesUsed, serversUsed, servers.isEmpty());
        } finally {
            started.forEach(QueueProcess::close);
        }
    }

    /** Sends a command to all nodes before waiting for the first answer. */
    private static List<String> askAll(List<QueueProcess> nodes, String command) {
        nodes.forEach(node -> node.send(command));
        return nodes.stream().map(QueueProcess::answer).toList();
    }

    private static Duration processorTime(List<QueueProcess> processes) {
        return processes.stream().map(QueueProcess::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    private static void drain(QueueProcess node) {
        long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (!node.ask(QueueNode.SIZE).equals("0")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The queue was not empty " + DRAIN_LIMIT + " after the last item");
            }
            Pause.of(PAUSE);
        }
    }

    private int report(
            Machine machine,
            List<NodeResult> results,
            Duration measured,
            Duration nodesUsed,
            Duration serversUsed,
            boolean externalServer) {
        long put = sum(results, NodeResult::put);
        long taken = sum(results, NodeResult::taken);
        long items = sum(results, NodeResult::measuredTaken);
        Map<String, Long> commands = new TreeMap<>(results.stream()
                .flatMap(result -> result.commands().entrySet().stream())
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue))));
        long allCommands = commands.values().stream().mapToLong(Long::longValue).sum();
        Duration putGap = longestGap(results, NodeResult::putsByTenth);
        Duration takenGap = longestGap(results, NodeResult::takenByTenth);
        boolean exact = put == taken && sum(results, NodeResult::putSum) == sum(results, NodeResult::takenSum);
        boolean steady = putGap.compareTo(LONGEST_GAP) < 0 && takenGap.compareTo(LONGEST_GAP) < 0;
        System.out.println(machine);
        System.out.printf(
                "%d nodes, each with %d producers and %d consumers of up to %d items; capacity %d, payload %d%n",
                nodes, producers, consumers, batch, capacity, payload);
        System.out.printf(
                "%.0f items/s (%d items in %.1f s; by node: %s)%n",
                items / seconds(measured),
                items,
                seconds(measured),
                results.stream()
                        .map(result -> String.valueOf(result.measuredTaken()))
                        .collect(Collectors.joining(", ")));
        System.out.printf(
                "longest time without a put %.1f s, without an acknowledgement %.1f s%n",
                seconds(putGap), seconds(takenGap));
        System.out.printf(
                "put %d, taken %d, %s; %d redelivered, %d acknowledged too late%n",
                put,
                taken,
                exact ? "the same items" : "NOT the same items",
                sum(results, NodeResult::redelivered),
                sum(results, NodeResult::lost));
        System.out.printf(
                "one item: %.3f ms of processor time of the nodes%s; %.2f commands%n",
                nodesUsed.toNanos() / MILLIS / items,
                externalServer ? "" : ", %.3f ms of the server".formatted(serversUsed.toNanos() / MILLIS / items),
                allCommands / (double) items);
        commands.forEach((command, count) ->
                System.out.printf("  %-45s %8d  %.3f per item%n", command, count, count / (double) items));
        return exact && steady ? 0 : VIOLATED;
    }

    private static long sum(List<NodeResult> results, ToLongFunction<NodeResult> figure) {
        return results.stream().mapToLong(figure).sum();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    /** Between the first and the last tenth of a second in which any node has made progress. */
    private static Duration longestGap(List<NodeResult> results, Function<NodeResult, Map<Long, Long>> timeline) {
        List<Long> tenths = results.stream()
                .flatMap(result -> timeline.apply(result).keySet().stream())
                .distinct()
                .sorted()
                .toList();
        long longest = IntStream.range(1, tenths.size())
                .mapToLong(i -> tenths.get(i) - tenths.get(i - 1))
                .max()
                .orElse(0);
        return Duration.ofMillis(100 * longest);
    }
}
