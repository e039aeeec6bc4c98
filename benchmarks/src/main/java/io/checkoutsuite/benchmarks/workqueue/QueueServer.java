package io.checkoutsuite.benchmarks.workqueue;

import io.checkoutsuite.infra.MongoServer;
import io.checkoutsuite.stack.ServiceLogs;
import java.io.IOException;
import java.nio.file.Path;

/** The database in a process of its own; it prints its address and ends with its input. */
final class QueueServer {

    private QueueServer() {}

    /** @param arguments a directory for data and logs */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        ServiceLogs.writeTo(directory.resolve("server-logs"));
        try (MongoServer server = MongoServer.persistent(directory.resolve("data"), 0)) {
            System.out.println(server.uri());
            System.in.read();
        }
        System.exit(0);
    }
}
