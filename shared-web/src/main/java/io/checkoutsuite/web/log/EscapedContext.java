package io.checkoutsuite.web.log;

import ch.qos.logback.classic.pattern.MDCConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Prints {@code %X} with control characters escaped. */
public final class EscapedContext extends MDCConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return ControlCharacters.escaped(super.convert(event));
    }
}
