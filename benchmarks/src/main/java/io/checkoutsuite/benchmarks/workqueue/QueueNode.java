package io.checkoutsuite.benchmarks.workqueue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.checkoutsuite.mongo.DatabaseClock;
import io.checkoutsuite.mongo.DatabaseConcerns;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.client.SuiteClient;
import io.checkoutsuite.workqueue.WorkQueues;
import io.checkoutsuite.workqueue.node.Participation;
import io.checkoutsuite.workqueue.queue.LeasedItem;
import io.checkoutsuite.workqueue.queue.NewItem;
import io.checkoutsuite.workqueue.queue.WorkQueue;
import io.checkoutsuite.workqueue.queue.WorkQueueSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The process of one node. Executes the commands of its standard input, one a line, and ends with it. */
final class QueueNode {

    static final String READY = "ready";
    static final String START = "start";
    /** From here on, commands and acknowledgements are counted for the result. */
    static final String MEASURE = "measure";
    /** Ends the measured time and the producers; the consumers go on. */
    static final String STOP_PRODUCERS = "stop-producers";

    static final String SIZE = "size";
    static final String FINISH = "finish";

    private static final String DATABASE = "work-queue-benchmark";
    private static final long MILLIS_PER_TENTH = 100;

    private final String name;
    private final NodeLoad load;
    private final WorkQueue queue;
    private final Map<String, LongAdder> commands;
    private final Sums put = new Sums();
    private final Sums taken = new Sums();
    private final LongAdder lost = new LongAdder();
    private final List<Thread> producers = new ArrayList<>();
    private final List<Thread> consumers = new ArrayList<>();
    private volatile boolean producing = true;
    private volatile boolean consuming = true;
    private Snapshot before = new Snapshot(Map.of(), 0);
    private Snapshot after = before;

    /** What was counted until a moment. */
    private record Snapshot(Map<String, Long> commands, long taken) {}

    private static final class Sums {
        private final LongAdder count = new LongAdder();
        private final LongAdder sum = new LongAdder();
        private final Map<Long, LongAdder> byTenth = new ConcurrentHashMap<>();

        void add(String payload) {
            count.increment();
            sum.add(hash(payload));
            byTenth.computeIfAbsent(System.currentTimeMillis() / MILLIS_PER_TENTH, tenth -> new LongAdder())
                    .increment();
        }

        Map<Long, Long> timeline() {
            return values(byTenth);
        }

        private static long hash(String text) {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            return hash;
        }
    }

    private QueueNode(String name, NodeLoad load, WorkQueue queue, Map<String, LongAdder> commands) {
        this.name = name;
        this.load = load;
        this.queue = queue;
        this.commands = commands;
    }

    /** @param arguments a directory for logs, the address of the database, the name of the node, and its load as JSON */
    public static void main(String[] arguments) throws IOException {
        String name = arguments[2];
        ServiceLogs.writeTo(Path.of(arguments[0]).resolve(name + "-logs"));
        Map<String, LongAdder> commands = new ConcurrentHashMap<>();
        NodeLoad load = SuiteClient.JSON.readValue(arguments[3], NodeLoad.class);
        try (MongoClient client = client(arguments[1], commands)) {
            MongoTemplate mongo = new MongoTemplate(client, DATABASE);
            DatabaseClock clock = new DatabaseClock(mongo);
            WorkQueues queues = new WorkQueues(mongo, clock, new Leases(mongo, clock), new Participation(true));
            WorkQueue queue = queues.open(WorkQueueSettings.of("benchmark", load.capacity()));
            new QueueNode(name, load, queue, commands).execute();
            queues.close();
        } catch (RuntimeException failed) {
            System.out.println(failed);
            failed.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static MongoClient client(String uri, Map<String, LongAdder> commands) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(10, TimeUnit.SECONDS))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        BsonValue collection = event.getCommand().get(event.getCommandName());
                        String on = collection != null && collection.isString()
                                ? " " + collection.asString().getValue()
                                : "";
                        commands.computeIfAbsent(event.getCommandName() + on, any -> new LongAdder())
                                .increment();
                    }
                });
        DatabaseConcerns.enforce(settings, Duration.ofSeconds(8));
        return MongoClients.create(settings.build());
    }

    private void execute() throws IOException {
        System.out.println(READY);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (@Nullable String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(answer(line));
        }
    }

    private String answer(String command) {
        return switch (command) {
            case START -> {
                start();
                yield READY;
            }
            case MEASURE -> {
                before = snapshot();
                yield READY;
            }
            case STOP_PRODUCERS -> {
                after = snapshot();
                producing = false;
                join(producers);
                yield READY;
            }
            case SIZE -> String.valueOf(queue.size());
            case FINISH -> {
                consuming = false;
                join(consumers);
                yield SuiteClient.JSON.writeValueAsString(result());
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    private void start() {
        for (int i = 0; i < load.producers(); i++) {
            String prefix = name + "/" + i + "/";
            producers.add(Thread.ofVirtual().start(() -> produce(prefix)));
        }
        for (int i = 0; i < load.consumers(); i++) {
            consumers.add(Thread.ofVirtual().start(this::consume));
        }
    }

    private void produce(String prefix) {
        try {
            for (long i = 0; producing; i++) {
                String id = prefix + i + "/";
                String payload = id + "x".repeat(Math.max(0, load.payload() - id.length()));
                queue.put(NewItem.of(payload));
                put.add(payload);
            }
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
    }

    private void consume() {
        try {
            while (consuming) {
                List<LeasedItem> items = queue.poll(load.batch(), Duration.ofMillis(200));
                Set<LeasedItem> late = new HashSet<>(queue.acknowledge(items));
                lost.add(late.size());
                items.stream().filter(item -> !late.contains(item)).forEach(item -> taken.add(item.payload()));
            }
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Snapshot snapshot() {
        return new Snapshot(values(commands), taken.count.sum());
    }

    private static <K> Map<K, Long> values(Map<K, LongAdder> counted) {
        return counted.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    private NodeResult result() {
        Map<String, Long> measured = after.commands().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue() - before.commands().getOrDefault(entry.getKey(), 0L)));
        return new NodeResult(
                put.count.sum(),
                put.sum.sum(),
                taken.count.sum(),
                taken.sum.sum(),
                queue.counts().redelivered(),
                lost.sum(),
                put.timeline(),
                taken.timeline(),
                measured,
                after.taken() - before.taken());
    }
}
