package io.checkoutsuite.web.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.text.BoundedText;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Limits what the clients of Kafka and MongoDB log: during an outage they log each of their attempts, many a second. Of messages with the same
 * beginning, whichever client logs them, one a minute is written.
 */
public final class OutageLogFilter extends TurboFilter {

    private static final int COMPARED = 40;

    private final LogLimiter limiter = new LogLimiter();

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        // Without a format, the caller only asks whether the level is enabled.
        if (format == null || !level.isGreaterOrEqual(Level.INFO) || !isClient(logger.getName())) {
            return FilterReply.NEUTRAL;
        }
        AtomicReference<@Nullable String> end = new AtomicReference<>();
        limiter.log(logger.getName() + "/" + beginning(format), end::set);
        String suppressed = end.get();
        if (suppressed == null) {
            return FilterReply.DENY;
        }
        if (!suppressed.isEmpty() && logger.isEnabledFor(level)) {
            logger.getLoggerContext().getLogger(OutageLogFilter.class).warn("{}{}", logger.getName(), suppressed);
        }
        return FilterReply.NEUTRAL;
    }

    private static boolean isClient(String logger) {
        return logger.startsWith("org.apache.kafka.") || logger.startsWith("org.mongodb.driver.");
    }

    /** Without the name of the client, which Kafka writes in front. */
    private static String beginning(String format) {
        int name = format.startsWith("[") ? format.indexOf("] ") : -1;
        return BoundedText.beginning(COMPARED, name < 0 ? format : format.substring(name + 2));
    }
}
