package io.checkoutsuite.messaging.outbox;

import io.checkoutsuite.messaging.BrokerRejections;
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
final class BrokerCircuit {

    private final String outbox;
    private final Clock clock;
    private final Duration probeInterval;
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();

    private record Outage(Instant since, Instant lastProbe) {}

    boolean isUnavailable() {
        return outage.get() != null;
    }

    /** Since when the broker has been unavailable; empty if it is available. */
    Optional<Instant> unavailableSince() {
        return Optional.ofNullable(outage.get()).map(Outage::since);
    }

    /** Whether an event may be sent: always while the broker is available, otherwise once per interval as a probe. */
    boolean allowsSend() {
        Outage known = outage.get();
        if (known == null) {
            return true;
        }
        Instant now = clock.instant();
        return !now.isBefore(known.lastProbe().plus(probeInterval))
                && outage.compareAndSet(known, new Outage(known.since(), now));
    }

    void recordFailure(Throwable failure) {
        Instant now = clock.instant();
        if (outage.compareAndSet(null, new Outage(now, now))) {
            log.warn(
                    "The broker does not acknowledge events of {}; they stay pending until it is available again ({})",
                    outbox,
                    BrokerRejections.describeRootCause(failure));
        }
    }

    void recordSuccess() {
        if (outage.get() == null) {
            return;
        }
        Outage was = outage.getAndSet(null);
        if (was != null) {
            log.info(
                    "The broker acknowledges events of {} again, after {} s",
                    outbox,
                    Duration.between(was.since(), clock.instant()).toSeconds());
        }
    }
}
