package io.checkoutsuite.web.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** {@code %wEx} whose exceptions' messages have no control characters; what stands between them is the trace's own. */
public final class EscapedTrace extends ExtendedWhitespaceThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(new EscapedThrowable(thrown));
    }
}
