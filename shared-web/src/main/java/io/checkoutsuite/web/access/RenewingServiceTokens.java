package io.checkoutsuite.web.access;

import io.checkoutsuite.log.LogLimiter;
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
final class RenewingServiceTokens implements ServiceTokens {

    /** Allows for clock differences between issuer, sender and receiver, and for the duration of a call. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Supplier<IssuedToken> issuer;
    private final Clock clock;
    private final LogLimiter failures = new LogLimiter();
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable CachedToken cached;
    private volatile Instant notBefore = Instant.MIN;

    /** A token as the issuer returns it. */
    record IssuedToken(String token, Instant expiresAt) {}

    private record CachedToken(String token, Instant renewAt, Instant usableUntil) {

        static CachedToken of(Instant now, IssuedToken issued) {
            Duration life = Duration.between(now, issued.expiresAt());
            Duration skew = SKEW.compareTo(life.dividedBy(4)) < 0 ? SKEW : life.dividedBy(4);
            return new CachedToken(
                    issued.token(),
                    now.plus(life.multipliedBy(2).dividedBy(3)),
                    issued.expiresAt().minus(skew));
        }
    }

    @Override
    public String current() {
        Instant now = clock.instant();
        CachedToken known = cached;
        if (known != null && now.isBefore(known.renewAt())) {
            return known.token();
        }
        if (known != null && now.isBefore(known.usableUntil())) {
            // The old token is still valid: no need to wait for another thread that renews it.
            if (renewal.tryLock()) {
                return renew(known);
            }
            return known.token();
        }
        renewal.lock();
        return renew(known);
    }

    /** The caller holds the lock; this method releases it. */
    private String renew(@Nullable CachedToken seen) {
        try {
            CachedToken known = cached;
            Instant now = clock.instant();
            if (known != null && known != seen && now.isBefore(known.usableUntil())) {
                return known.token();
            }
            if (now.isBefore(notBefore)) {
                return cachedOrThrow(known, now, null);
            }
            try {
                CachedToken fresh = CachedToken.of(now, issuer.get());
                cached = fresh;
                return fresh.token();
            } catch (RuntimeException failed) {
                notBefore = now.plus(RETRY_DELAY);
                failures.log(
                        "renewal",
                        suppressed -> log.warn(
                                "Cannot renew the token for calls to other services: {}{}",
                                failed.toString(),
                                suppressed));
                return cachedOrThrow(known, now, failed);
            }
        } finally {
            renewal.unlock();
        }
    }

    private static String cachedOrThrow(@Nullable CachedToken known, Instant now, @Nullable RuntimeException failed) {
        if (known != null && now.isBefore(known.usableUntil())) {
            return known.token();
        }
        throw new ServiceTokenUnavailableException("There is no valid token for calls to other services", failed);
    }
}
