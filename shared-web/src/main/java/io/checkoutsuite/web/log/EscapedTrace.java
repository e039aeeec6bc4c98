package io.checkoutsuite.web.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** {@code %wEx} whose exceptions' messages have no control characters. */
public final class EscapedTrace extends ExtendedWhitespaceThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return ControlCharacters.escapedTrace(super.throwableProxyToString(thrown));
    }
}
