package io.checkoutsuite.web.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Prints {@code %m} with control characters escaped, except for Boot's reports of a failed start: they have many lines and no request text. */
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
