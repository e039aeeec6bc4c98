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
class StreamPlaces {

    private static final String RETRY_SECONDS = "5";

    private final StreamSettings settings;
    private final Semaphore free;
    private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();

    StreamPlaces(StreamSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.free = new Semaphore(settings.most());
        meters.gauge("suite.checkout.streams", free, left -> settings.most() - left.availablePermits());
    }

    /** The permit of one open stream. */
    interface Place extends AutoCloseable {

        @Override
        void close();
    }

    /** @throws ProblemException 429 if the caller has reached its limit, 503 if all callers together have reached the total limit */
    Place take(CallerKey caller) {
        if (byCaller.merge(caller.value(), 1, Integer::sum) > most(caller)) {
            leave(caller);
            throw refused(Problems.TOO_MANY_REQUESTS, "There are already " + most(caller) + " streams open");
        }
        if (!free.tryAcquire()) {
            leave(caller);
            throw refused(Problems.OVERLOADED, "Too many streams are open");
        }
        return () -> {
            free.release();
            leave(caller);
        };
    }

    private int most(CallerKey caller) {
        return caller.anonymous() ? settings.perAddress() : settings.perCaller();
    }

    private void leave(CallerKey caller) {
        byCaller.computeIfPresent(caller.value(), (key, open) -> open == 1 ? null : open - 1);
    }

    private static ProblemException refused(ProblemType type, String detail) {
        return new ProblemException(type, detail).withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
}
