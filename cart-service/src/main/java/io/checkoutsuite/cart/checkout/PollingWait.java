package io.checkoutsuite.cart.checkout;

import java.time.Duration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Polls with increasing intervals. All waits end when the process shuts down. */
@Component
public class PollingWait {

    private static final Duration INITIAL_INTERVAL = Duration.ofMillis(25);
    private static final Duration MAX_INTERVAL = Duration.ofMillis(500);

    private volatile boolean ending;

    @EventListener(ContextClosedEvent.class)
    void end() {
        ending = true;
    }

    /** A wait with this timeout, starting now. */
    public Wait upTo(Duration timeout) {
        return new Wait(System.nanoTime() + timeout.toNanos(), INITIAL_INTERVAL);
    }

    /** The wait of one caller. */
    public final class Wait {

        private final long end;
        private Duration interval;

        private Wait(long end, Duration interval) {
            this.end = end;
            this.interval = interval;
        }

        /** The time until the timeout. */
        public Duration remaining() {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }

        /** Waits for the next interval. Returns false immediately if the timeout has passed or the process is shutting down. */
        public boolean awaitNextPoll() {
            Duration remaining = remaining();
            if (ending || remaining.isZero()) {
                return false;
            }
            try {
                Thread.sleep(interval.compareTo(remaining) < 0 ? interval : remaining);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
            Duration longer = interval.multipliedBy(3).dividedBy(2);
            interval = longer.compareTo(MAX_INTERVAL) < 0 ? longer : MAX_INTERVAL;
            return !ending;
        }
    }
}
