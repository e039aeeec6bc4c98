package io.checkoutsuite.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * A service's token, renewed after two thirds of its lifetime. While the issuer is unavailable, the old token is used until shortly before it
 * expires. Only one thread at a time calls the issuer, and a failed call is not retried immediately.
 */
@Slf4j
@RequiredArgsConstructor
final class RenewedServiceTokens implements ServiceTokens {

    /** Allows for clock differences between issuer, sender and receiver, and for the duration of a call. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Issued> issuer;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile Instant notBefore = Instant.MIN;

    /** A token as the issuer returns it. */
    record Issued(String token, Instant expiresAt) {}

    private record Held(String token, Instant renewAt, Instant lastUse) {

        static Held since(Instant now, Issued issued) {
            Duration life = Duration.between(now, issued.expiresAt());
            Duration skew = SKEW.compareTo(life.dividedBy(4)) < 0 ? SKEW : life.dividedBy(4);
            return new Held(
                    issued.token(),
                    now.plus(life.multipliedBy(2).dividedBy(3)),
                    issued.expiresAt().minus(skew));
        }
    }

    @Override
    public String current() {
        Instant now = clock.instant();
        Held known = held;
        if (known != null && now.isBefore(known.renewAt())) {
            return known.token();
        }
        if (known != null && now.isBefore(known.lastUse())) {
            // The old token is still valid: no need to wait for another thread that renews it.
            if (asking.tryLock()) {
                return renewed(known);
            }
            return known.token();
        }
        asking.lock();
        return renewed(known);
    }

    /** The caller holds the lock; this method releases it. */
    private String renewed(@Nullable Held seen) {
        try {
            Held known = held;
            Instant now = clock.instant();
            if (known != null && known != seen && now.isBefore(known.lastUse())) {
                return known.token();
            }
            if (now.isBefore(notBefore)) {
                return orOld(known, now, null);
            }
            try {
                Held fresh = Held.since(now, issuer.get());
                held = fresh;
                return fresh.token();
            } catch (RuntimeException failed) {
                notBefore = now.plus(PAUSE);
                log.warn("Cannot renew the token for calls to other services: {}", failed.toString());
                return orOld(known, now, failed);
            }
        } finally {
            asking.unlock();
        }
    }

    private static String orOld(@Nullable Held known, Instant now, @Nullable RuntimeException failed) {
        if (known != null && now.isBefore(known.lastUse())) {
            return known.token();
        }
        throw new ServiceTokenUnavailableException("There is no valid token for calls to other services", failed);
    }
}
