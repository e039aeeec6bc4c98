package io.checkoutsuite.stack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ServiceLogsTests {

    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)";

    @Test
    void each_line_has_date_time_and_the_service_whose_thread_logs_it(@TempDir Path dir) throws Exception {
        List<String> lines = logged(dir, log -> {
            log.info("before");
            ServiceLogs.as("inventory", () -> {
                log.info("started");
                return joined(() -> joined(() -> log.warn("later")));
            });
            log.info("after");
        });

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches(MOMENT + " stack       INFO .* before");
        assertThat(lines.get(1)).matches(MOMENT + " inventory   INFO .* started");
        assertThat(lines.get(2)).matches(MOMENT + " inventory   WARN .* later");
        assertThat(lines.get(3)).matches(MOMENT + " stack       INFO .* after");
    }

    @Test
    void the_levels_of_the_services_apply() {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        String name = "io.checkoutsuite.levels.of." + getClass().getSimpleName();
        assertThat(loggers.getLogger(name).isDebugEnabled()).isFalse();

        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources()
                .addFirst(new MapPropertySource(
                        "levels", Map.of("logging.level." + name, "DEBUG", "logging.level." + name + ".quiet", "off")));

        ServiceLogs.applyLevels(settings);

        assertThat(loggers.getLogger(name).getLevel()).isEqualTo(Level.DEBUG);
        assertThat(loggers.getLogger(name + ".quiet").getLevel()).isEqualTo(Level.OFF);
    }

    private static Object joined(Runnable work) {
        try {
            Thread.ofVirtual().start(work).join();
            return work;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Logging {
        void by(Logger log);
    }

    /** What the stack's logging configuration writes to its file. */
    private static List<String> logged(Path dir, Logging logging) throws JoranException, IOException {
        LoggerContext loggers = new LoggerContext();
        loggers.setMDCAdapter(new LogbackMDCAdapter());
        loggers.putProperty("suite.logs", dir.toString());
        JoranConfigurator configuration = new JoranConfigurator();
        configuration.setContext(loggers);
        configuration.doConfigure(ServiceLogsTests.class.getResource("/logback.xml"));
        logging.by(loggers.getLogger("io.checkoutsuite.Test"));
        loggers.stop();
        return Files.readAllLines(dir.resolve("suite.log"));
    }
}
