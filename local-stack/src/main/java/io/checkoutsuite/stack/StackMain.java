package io.checkoutsuite.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The main class of {@link StackProcess}. Stops cleanly on SIGTERM and at the end of its standard input. */
final class StackMain {

    static final String READY = "stack ready";

    private StackMain() {}

    static List<String> arguments(StackSettings settings, Path logs) {
        List<String> arguments = new ArrayList<>(List.of(
                logs.toString(),
                settings.data().toString(),
                Integer.toString(settings.addresses().firstPort()),
                Integer.toString(settings.kafkaPort()),
                Integer.toString(settings.mongoPort())));
        settings.services().forEach((name, value) -> arguments.add(name + "=" + value));
        return arguments;
    }

    private static StackSettings settings(String[] arguments) {
        Map<String, String> services = new LinkedHashMap<>();
        for (String setting : List.of(arguments).subList(5, arguments.length)) {
            int equals = setting.indexOf('=');
            services.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new StackSettings(
                Path.of(arguments[1]),
                new Addresses(Integer.parseInt(arguments[2])),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                System.getenv("KAFKA_BOOTSTRAP"),
                System.getenv("MONGODB_URI"),
                services);
    }

    public static void main(String[] arguments) throws IOException {
        ServiceLogs.writeTo(Path.of(arguments[0]));
        try {
            LocalStack stack = LocalStack.start(settings(arguments), part -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
            // A failed start may leave threads behind that keep the process alive.
            System.exit(1);
        }
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // Nothing is ever written to the input; it ends when the parent process ends.
        }
        System.exit(0);
    }
}
