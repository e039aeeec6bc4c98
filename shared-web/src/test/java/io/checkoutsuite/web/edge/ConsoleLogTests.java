package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

class ConsoleLogTests extends RunningEdge {

    @Autowired
    private Environment settings;

    @Test
    void each_line_begins_with_its_date_time_and_offset() {
        Logger logger = (Logger) LoggerFactory.getLogger(ConsoleLogTests.class);
        LoggingEvent event = new LoggingEvent("", logger, Level.INFO, "A line", null, new Object[0]);
        Instant at = Instant.parse("2026-08-01T12:34:56.789Z");
        event.setInstant(at);

        assertThat(OffsetDateTime.parse(line(event).split(" ", 2)[0]).toInstant())
                .isEqualTo(at);
    }

    private String line(LoggingEvent event) {
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        lines.setPattern(settings.getRequiredProperty("logging.pattern.console"));
        lines.start();
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }
}
