package io.checkoutsuite.benchmarks.floor;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.infra.KafkaBroker;
import io.checkoutsuite.infra.MongoServer;
import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.client.SuiteClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * The process of the floor. The broker and the document server are in it, as they are in the process of the suite, so that the processor times of both
 * processes can be compared. Executes the commands of its standard input, and ends with it.
 */
final class FloorMain {

    static final String READY = "ready";
    static final String PREPARE = "prepare";
    static final String SUBMIT = "submit";

    private static final int PARTITIONS = 4;

    private FloorMain() {}

    /** @param arguments a directory for data and logs, and the file with the sample */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        ServiceLogs.writeTo(directory.resolve("logs"));
        FloorSample sample = FloorSample.read(Path.of(arguments[1]));
        int kafkaPort = FreePorts.next();
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"), kafkaPort, kafkaPort + 1);
                MongoServer database = MongoServer.persistent(directory.resolve("mongo"), 0)) {
            createTopics(broker.bootstrapServers());
            try (FloorCheckouts checkouts = new FloorCheckouts(database.uri(), broker.bootstrapServers(), sample)) {
                System.out.println(READY);
                execute(checkouts);
            }
        } catch (RuntimeException failed) {
            System.out.println(failed);
            failed.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void createTopics(String kafka) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka);
        try (Admin admin = Admin.create(settings)) {
            List<NewTopic> topics = FloorSample.TOPICS.stream()
                    .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void execute(FloorCheckouts checkouts) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (@Nullable String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split(" ", 2);
            int number = Integer.parseInt(command[1]);
            if (command[0].equals(PREPARE)) {
                checkouts.prepare(number);
                System.out.println(READY);
            } else {
                System.out.println(SuiteClient.JSON.writeValueAsString(checkouts.submit(number)));
            }
        }
    }
}
