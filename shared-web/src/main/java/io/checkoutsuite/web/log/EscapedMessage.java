package io.checkoutsuite.web.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %m} without control characters. What Boot reports of a failed start has many lines and holds no text of a request. */
public final class EscapedMessage extends MessageConverter {

    private static final String REPORTS = "org.springframework.boot.";

    @Override
    public String convert(ILoggingEvent event) {
        String message = super.convert(event);
        return message == null || event.getLoggerName().startsWith(REPORTS)
                ? String.valueOf(message)
                : ControlCharacters.escaped(message);
    }
}
