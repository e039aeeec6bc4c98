package io.checkoutsuite.stack;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends what the services and servers say to a file, so that the console belongs to the launcher. */
public final class ServiceLogs {

    private ServiceLogs() {}

    /** To be called before anything logs. */
    public static void writeTo(Path directory) {
        System.setProperty("suite.logs", directory.toString());
        // Boot would set up the JVM's one logging system anew for each of the five contexts.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
