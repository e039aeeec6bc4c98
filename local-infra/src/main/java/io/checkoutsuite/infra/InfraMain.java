package io.checkoutsuite.infra;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs one or both servers as a separate process: {@code --data=DIR [--kafka=PORT] [--mongo=PORT]}. Kafka also uses the port after
 * its own. Prints {@value #READY} when all servers accept requests; stops cleanly on SIGTERM.
 */
public final class InfraMain {
    static final String READY = "servers ready";

    private static final String USAGE = "--data=DIR [--kafka=PORT] [--mongo=PORT]";

    private InfraMain() {}

    public static void main(String[] args) {
        Map<String, String> options;
        try {
            options = options(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Deque<AutoCloseable> servers = new ArrayDeque<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> servers.forEach(InfraMain::close), "stop-servers"));
        try {
            start(options, servers);
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            // A server that failed to start leaves threads behind that would keep the process alive.
            System.exit(1);
        }
        System.out.println(READY);
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = Stream.of(args)
                .map(arg -> arg.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        boolean known = Stream.of("--data", "--kafka", "--mongo").toList().containsAll(options.keySet());
        if (!known || options.size() != args.length || options.size() < 2 || !options.containsKey("--data")) {
            throw new IllegalArgumentException(USAGE);
        }
        return options;
    }

    private static void start(Map<String, String> options, Deque<AutoCloseable> servers) {
        Path data = Path.of(options.getOrDefault("--data", "."));
        if (options.containsKey("--mongo")) {
            int port = port(options, "--mongo");
            servers.push(MongoServer.persistent(data.resolve("mongo"), port));
        }
        if (options.containsKey("--kafka")) {
            int port = port(options, "--kafka");
            servers.push(KafkaBroker.start(data.resolve("kafka"), port, port + 1));
        }
    }

    private static int port(Map<String, String> options, String name) {
        String port = options.getOrDefault(name, "0");
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + port + " is not a port", e);
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println("A server did not stop cleanly: " + e);
        }
    }
}
