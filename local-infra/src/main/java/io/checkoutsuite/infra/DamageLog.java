package io.checkoutsuite.infra;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Logs the documents that cannot be decoded, at most once a minute each, because a query may find them every second. */
@Slf4j
@RequiredArgsConstructor
final class DamageLog {

    private static final int MOST = 1_000;
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;

    /** By the hash codes of the documents. */
    private final Map<Integer, Line> lines = new HashMap<>();

    private record Line(long nanoTime, long suppressed) {}

    DamageLog() {
        this(System::nanoTime);
    }

    synchronized void log(String collection, byte[] stored, Throwable broken) {
        long now = nanoTime.getAsLong();
        int document = Arrays.hashCode(stored);
        @Nullable Line last = lines.get(document);
        if (last != null && now - last.nanoTime() < INTERVAL_NANOS) {
            lines.put(document, new Line(last.nanoTime(), last.suppressed() + 1));
            return;
        }
        if (lines.size() >= MOST) {
            lines.values().removeIf(line -> now - line.nanoTime() >= INTERVAL_NANOS);
        }
        if (lines.size() >= MOST) {
            // A store with so many damaged documents has said enough.
            return;
        }
        lines.put(document, new Line(now, 0));
        log.error(
                "A document of {} bytes in {} cannot be decoded: {}{}",
                stored.length,
                collection,
                broken.toString(),
                last == null || last.suppressed() == 0
                        ? ""
                        : " (" + last.suppressed() + " lines like this were suppressed)");
    }
}
