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
 * A circuit breaker for the broker. After a failed send, only single events are sent as probes until one is acknowledged, so that an outage
 * fills neither memory nor the log.
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

    /** Since when the broker has been unavailable; empty if it is available. */
    Optional<Instant> awaySince() {
        return Optional.ofNullable(away.get()).map(Away::since);
    }

    /** Whether an event may be sent: always while the broker is available, otherwise once per interval as a probe. */
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
                    "The broker does not acknowledge events of {}; they stay pending until it is available again ({})",
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
                    "The broker acknowledges events of {} again, after {} s",
                    outbox,
                    Duration.between(was.since(), clock.instant()).toSeconds());
        }
    }
}
