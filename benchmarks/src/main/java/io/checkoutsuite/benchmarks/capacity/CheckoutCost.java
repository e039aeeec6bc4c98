package io.checkoutsuite.benchmarks.capacity;

import io.checkoutsuite.benchmarks.measure.Used;
import io.checkoutsuite.stack.Service;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one checkout costs, from the first request for its cart until all participants have applied the order. operations-service is left out: no
 * checkout needs it, and its reconciliation runs on one node only.
 *
 * @param cpuMillis processor time in milliseconds by process: the services, then the servers that were measured
 * @param commands database commands by service
 */
record CheckoutCost(Map<String, Double> cpuMillis, Map<String, Commands> commands) {

    private static final Set<String> READS = Set.of("find", "aggregate", "getMore", "count", "distinct");
    private static final Set<String> WRITES = Set.of("insert", "update", "findAndModify", "delete");

    CheckoutCost {
        cpuMillis = Collections.unmodifiableMap(new LinkedHashMap<>(cpuMillis));
        commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
    }

    /** Database commands that read documents, and those that write them. */
    record Commands(double reads, double writes) {

        static final Commands NONE = new Commands(0, 0);

        private Commands plus(Commands others) {
            return new Commands(reads + others.reads, writes + others.writes);
        }
    }

    static CheckoutCost of(Used perOrder) {
        Map<String, Double> cpuMillis = new LinkedHashMap<>();
        Map<String, Commands> commands = new LinkedHashMap<>();
        for (Service service : Service.CHECKOUT) {
            cpuMillis.put(service.id(), 0.0);
            commands.put(service.id(), Commands.NONE);
        }
        cpuMillis.putAll(perOrder.cpuMillisByProcess());
        cpuMillis.remove(Service.OPERATIONS.id());
        perOrder.commands()
                .forEach((name, count) -> commands.computeIfPresent(
                        name.substring(0, name.indexOf(' ')),
                        (service, others) -> others.plus(commands(name.substring(name.lastIndexOf(' ') + 1), count))));
        return new CheckoutCost(cpuMillis, commands);
    }

    private static Commands commands(String command, double count) {
        return new Commands(READS.contains(command) ? count : 0, WRITES.contains(command) ? count : 0);
    }

    /** Processor time of all processes. */
    double totalCpuMillis() {
        return cpuMillis.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Database commands of all services. */
    Commands totalCommands() {
        return commands.values().stream().reduce(Commands.NONE, Commands::plus);
    }
}
