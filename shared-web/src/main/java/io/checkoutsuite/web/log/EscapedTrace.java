package io.checkoutsuite.web.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** Prints {@code %wEx} with control characters in exception messages escaped; the trace's own line breaks stay. */
public final class EscapedTrace extends ExtendedWhitespaceThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(new EscapedThrowable(thrown));
    }
}
