package io.checkoutsuite.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the log lines about failures that repeat for as long as their cause lasts: one line a minute about each subject. The next line about the
 * subject ends with the number of those that were suppressed. Subjects beyond {@value #MOST} at a time share one line.
 */
public final class LogLimiter {

    static final int MOST = 1_000;

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Object OTHERS = new Object();

    private final LongSupplier nanoTime;

    /** The last line about each subject. */
    private final Map<Object, Line> lines = new HashMap<>();

    private static final class Line {

        private final long nanoTime;
        private long suppressed;

        Line(long nanoTime) {
            this.nanoTime = nanoTime;
        }

        boolean isOld(long now) {
            return now - nanoTime >= INTERVAL_NANOS;
        }
    }

    public LogLimiter() {
        this(System::nanoTime);
    }

    LogLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Writes a line, unless there was one about this subject during the last minute.
     *
     * @param line writes it; its argument is the end of the line: the number of suppressed lines, or nothing
     */
    public void log(Object subject, Consumer<String> line) {
        String end = endOfNext(subject);
        if (end != null) {
            line.accept(end);
        }
    }

    /** Null if the line is suppressed. */
    private synchronized @Nullable String endOfNext(Object wanted) {
        long now = nanoTime.getAsLong();
        Object subject = lines.containsKey(wanted) || hasRoom(now) ? wanted : OTHERS;
        Line last = lines.get(subject);
        if (last != null && !last.isOld(now)) {
            last.suppressed++;
            return null;
        }
        lines.put(subject, new Line(now));
        return last == null || last.suppressed == 0 ? "" : " (" + last.suppressed + " lines like this were suppressed)";
    }

    private boolean hasRoom(long now) {
        if (lines.size() >= MOST) {
            lines.values().removeIf(line -> line.isOld(now));
        }
        return lines.size() < MOST;
    }
}
