package io.checkoutsuite.cart.checkout;

import java.time.Duration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Polls with increasing intervals. All waits end when the process shuts down. */
@Component
public class Patience {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private volatile boolean ending;

    @EventListener(ContextClosedEvent.class)
    void end() {
        ending = true;
    }

    /** A wait with this timeout, starting now. */
    public Wait upTo(Duration longest) {
        return new Wait(System.nanoTime() + longest.toNanos(), FIRST_PAUSE);
    }

    /** The wait of one caller. */
    public final class Wait {

        private final long end;
        private Duration pause;

        private Wait(long end, Duration pause) {
            this.end = end;
            this.pause = pause;
        }

        /** The time until the timeout. */
        public Duration left() {
            return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        }

        /** Waits for the next interval. Returns false immediately if the timeout has passed or the process is shutting down. */
        public boolean goesOn() {
            Duration left = left();
            if (ending || left.isZero()) {
                return false;
            }
            try {
                Thread.sleep(pause.compareTo(left) < 0 ? pause : left);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
            Duration longer = pause.multipliedBy(3).dividedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            return !ending;
        }
    }
}
