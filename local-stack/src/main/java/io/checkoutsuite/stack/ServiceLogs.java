package io.checkoutsuite.stack;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Writes the logs of services and servers to a file, so that only the launcher prints to the console. */
public final class ServiceLogs {

    private ServiceLogs() {}

    /** Must be called before anything is logged. */
    public static void writeTo(Path directory) {
        System.setProperty("suite.logs", directory.toString());
        // Spring Boot would reinitialize the JVM's logging system for each context.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
