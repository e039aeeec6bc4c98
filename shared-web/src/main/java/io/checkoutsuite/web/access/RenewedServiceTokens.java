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
 * A service's token, replaced when two thirds of its life are over. While the issuer does not answer the old one is shown as long as it
 * lasts; the issuer is asked by one thread at a time, and not again at once after it failed.
 */
@Slf4j
@RequiredArgsConstructor
final class RenewedServiceTokens implements ServiceTokens {

    /** Clocks of issuer, sender and receiver differ, and a call takes its time. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Issued> issuer;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile Instant notBefore = Instant.MIN;

    /** A token as the issuer gives it. */
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
            // The old one still lasts: who finds somebody else asking does not wait.
            if (asking.tryLock()) {
                return renewed(known);
            }
            return known.token();
        }
        asking.lock();
        return renewed(known);
    }

    /** The lock is held. */
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
                log.warn("No new token for calls to other services: {}", failed.toString());
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
        throw new ServiceTokenUnavailableException("The issuer gives no token for calls to other services", failed);
    }
}
