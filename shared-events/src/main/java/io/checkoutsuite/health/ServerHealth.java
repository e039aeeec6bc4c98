package io.checkoutsuite.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health of a server that this service needs. However many callers there are, the server is checked by one at a time and at most once per
 * interval, and no caller waits for a slow server longer than the timeout.
 */
final class ServerHealth implements HealthIndicator {

    private final HealthIndicator server;
    private final HealthSettings settings;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Check> latest = new AtomicReference<>();

    ServerHealth(HealthIndicator server, HealthSettings settings) {
        this(server, settings, System::nanoTime);
    }

    ServerHealth(HealthIndicator server, HealthSettings settings, LongSupplier nanoTime) {
        this.server = server;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** One check of the server and, eventually, its result. */
    private static final class Check {
        private final CompletableFuture<Health> answer = new CompletableFuture<>();
        private final long askedAt;
        private volatile long answeredAt;

        Check(long askedAt) {
            this.askedAt = askedAt;
        }

        void answered(Health health, long now) {
            answeredAt = now;
            answer.complete(health);
        }

        boolean isOlderThan(Duration age, long now) {
            return answer.isDone() && now - answeredAt >= age.toNanos();
        }
    }

    @Override
    public Health health() {
        Check check = current();
        long left = settings.timeout().toNanos() - (nanoTime.getAsLong() - check.askedAt);
        try {
            return check.answer.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return Health.down()
                    .withDetail(
                            "error", "no answer within " + settings.timeout().toMillis() + " ms")
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Check current() {
        Check known = latest.get();
        if (known != null && !known.isOlderThan(settings.cacheTtl(), nanoTime.getAsLong())) {
            return known;
        }
        Check next = new Check(nanoTime.getAsLong());
        @Nullable Check witness = latest.compareAndExchange(known, next);
        if (witness != known && witness != null) {
            return witness;
        }
        // In a separate thread, so that the caller that starts the check does not wait longer than the others.
        Thread.ofVirtual().name("health").start(() -> next.answered(ask(), nanoTime.getAsLong()));
        return next;
    }

    private Health ask() {
        try {
            Health health = server.health();
            return health == null ? Health.unknown().build() : health;
        } catch (RuntimeException | LinkageError failure) {
            return Health.down(failure).build();
        }
    }
}
