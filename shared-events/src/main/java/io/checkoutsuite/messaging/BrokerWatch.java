package io.checkoutsuite.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Whether the broker takes events. Once it did not, only single events probe it until one is taken: neither memory nor the log fills with
 * what it does not take.
 */
@Slf4j
@RequiredArgsConstructor
final class BrokerWatch {

    private final String outbox;
    private final Clock clock;
    private final Duration betweenProbes;
    private final AtomicReference<@Nullable Away> away = new AtomicReference<>();

    private record Away(Instant since, Instant lastProbe) {}

    boolean isAway() {
        return away.get() != null;
    }

    /** Since when it has taken nothing; empty if it takes events. */
    Optional<Instant> awaySince() {
        return Optional.ofNullable(away.get()).map(Away::since);
    }

    /** Whether an event may be sent: always, or as a probe now and then. */
    boolean admits() {
        Away known = away.get();
        if (known == null) {
            return true;
        }
        Instant now = clock.instant();
        return !now.isBefore(known.lastProbe().plus(betweenProbes))
                && away.compareAndSet(known, new Away(known.since(), now));
    }

    void tookNothing(Throwable failure) {
        Instant now = clock.instant();
        if (away.compareAndSet(null, new Away(now, now))) {
            log.warn(
                    "The broker does not take what {} owe; it stays there until the broker is back ({})",
                    outbox,
                    Refusal.saidBy(failure));
        }
    }

    void took() {
        if (away.get() == null) {
            return;
        }
        Away was = away.getAndSet(null);
        if (was != null) {
            log.info(
                    "The broker takes what {} owe again, after {} s",
                    outbox,
                    Duration.between(was.since(), clock.instant()).toSeconds());
        }
    }
}
