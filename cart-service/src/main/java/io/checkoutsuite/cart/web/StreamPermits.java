package io.checkoutsuite.cart.web;

import io.checkoutsuite.web.overload.CallerKey;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ProblemType;
import io.checkoutsuite.web.problem.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Limits the number of open event streams; a stream over the limit is refused before it starts. */
@Component
class StreamPermits {

    private static final String RETRY_SECONDS = "5";

    private final StreamSettings settings;
    private final Semaphore free;
    private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();

    StreamPermits(StreamSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.free = new Semaphore(settings.total());
        meters.gauge("suite.checkout.streams", free, left -> settings.total() - left.availablePermits());
    }

    /** The permit of one open stream. */
    interface Permit extends AutoCloseable {

        @Override
        void close();
    }

    /** @throws ProblemException 429 if the caller has reached its limit, 503 if all callers together have reached the total limit */
    Permit acquire(CallerKey caller) {
        if (byCaller.merge(caller.value(), 1, Integer::sum) > limitOf(caller)) {
            release(caller);
            throw refused(Problems.TOO_MANY_REQUESTS, "There are already " + limitOf(caller) + " streams open");
        }
        if (!free.tryAcquire()) {
            release(caller);
            throw refused(Problems.OVERLOADED, "Too many streams are open");
        }
        return () -> {
            free.release();
            release(caller);
        };
    }

    private int limitOf(CallerKey caller) {
        return caller.anonymous() ? settings.perAddress() : settings.perCaller();
    }

    private void release(CallerKey caller) {
        byCaller.computeIfPresent(caller.value(), (key, open) -> open == 1 ? null : open - 1);
    }

    private static ProblemException refused(ProblemType type, String detail) {
        return new ProblemException(type, detail).withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
}
