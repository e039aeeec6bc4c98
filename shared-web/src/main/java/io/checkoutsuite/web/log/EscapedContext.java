package io.checkoutsuite.web.log;

import ch.qos.logback.classic.pattern.MDCConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %X} without control characters. */
public final class EscapedContext extends MDCConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return ControlCharacters.escaped(super.convert(event));
    }
}
