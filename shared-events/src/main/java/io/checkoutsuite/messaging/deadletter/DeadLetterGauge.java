package io.checkoutsuite.messaging.deadletter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** The number of parked dead letters, counted in the background when it is read, so that a slow database does not delay the metrics. */
@Slf4j
@RequiredArgsConstructor
final class DeadLetterGauge {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final DeadLetters deadLetters;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile long parked;
    private volatile long countedAt;

    static void register(DeadLetters deadLetters, MeterRegistry meters) {
        DeadLetterGauge gauge = new DeadLetterGauge(deadLetters);
        gauge.count();
        Gauge.builder("suite.dead.letters.parked", gauge::read)
                .description("dead letters that wait for an operator")
                .strongReference(true)
                .register(meters);
    }

    private long read() {
        if (System.nanoTime() - countedAt > FRESH.toNanos() && counting.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::count);
        }
        return parked;
    }

    private void count() {
        try {
            parked = deadLetters.countParked();
        } catch (RuntimeException failure) {
            log.debug("Dead letters could not be counted", failure);
        } finally {
            countedAt = System.nanoTime();
            counting.set(false);
        }
    }
}
