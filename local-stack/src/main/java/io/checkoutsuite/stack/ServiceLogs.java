package io.checkoutsuite.stack;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Writes the logs of services and servers to a file, so that only the launcher prints to the console. */
public final class ServiceLogs {

    /** Inherited by all threads that a service starts, and by theirs. */
    private static final InheritableThreadLocal<String> SERVICE = new InheritableThreadLocal<>();

    private ServiceLogs() {}

    /** Must be called before anything is logged. */
    public static void writeTo(Path directory) {
        System.setProperty("suite.logs", directory.toString());
        // Spring Boot would reinitialize the JVM's logging system for each context.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Runs a part of the stack; all that its threads log has this name. */
    static <T> T as(String service, Supplier<T> part) {
        SERVICE.set(service);
        try {
            return part.get();
        } finally {
            SERVICE.remove();
        }
    }

    /** Applies {@code logging.level.*}. The services share one JVM, so a level that is set for one applies to all. */
    static void applyLevels(Environment environment) {
        Map<String, String> levels = Binder.get(environment)
                .bind("logging.level", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            levels.forEach((name, level) -> loggers.getLogger(name.equals("root") ? Logger.ROOT_LOGGER_NAME : name)
                    .setLevel(Level.toLevel(level, Level.INFO)));
        }
    }

    /** Prints {@code %service}: the service that logs, or {@code stack} for broker, database and launcher. */
    public static final class ServiceConverter extends ClassicConverter {

        @Override
        public String convert(ILoggingEvent event) {
            String service = SERVICE.get();
            return service == null ? "stack" : service;
        }
    }
}
