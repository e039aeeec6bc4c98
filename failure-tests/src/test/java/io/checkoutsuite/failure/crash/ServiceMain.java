package io.checkoutsuite.failure.crash;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.ServiceLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs one service as a process. Arguments: its name, a log directory, then settings. Exits when its standard input ends. */
final class ServiceMain {

    static final String READY = "service ready";

    private ServiceMain() {}

    public static void main(String[] arguments) throws IOException {
        ServiceLogs.writeTo(Path.of(arguments[1]));
        List<String> settings = List.of(arguments).subList(2, arguments.length);
        Service.valueOf(arguments[0]).application().run(settings.toArray(String[]::new));
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // Nothing is written to it; it ends when the parent process has exited.
        }
        System.exit(0);
    }
}
