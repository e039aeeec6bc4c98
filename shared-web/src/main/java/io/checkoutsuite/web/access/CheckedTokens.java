package io.checkoutsuite.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers the tokens that were checked and accepted, so that a caller's token is checked once a minute instead of at every request. A token is
 * remembered until it expires, for a minute at most: after that time a key that its issuer has withdrawn no longer counts.
 */
final class CheckedTokens implements JwtDecoder {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Bounds the memory: the characters of all remembered tokens. */
    private static final long MOST_CHARACTERS = 2_000_000;

    private final JwtDecoder check;
    private final Cache<String, Jwt> accepted;

    /** @param elapsed measures the minute; it does not jump when the clock is set */
    CheckedTokens(JwtDecoder check, Clock clock, Ticker elapsed) {
        this.check = check;
        accepted = Caffeine.newBuilder()
                .maximumWeight(MOST_CHARACTERS)
                .weigher((String token, Jwt claims) -> token.length())
                .expireAfter(Expiry.creating((String token, Jwt claims) -> remembered(claims, clock.instant())))
                .ticker(elapsed)
                .build();
    }

    /** @throws org.springframework.security.oauth2.jwt.JwtException if the token is not accepted; it is checked again the next time */
    @Override
    public Jwt decode(String token) {
        Jwt known = accepted.getIfPresent(token);
        if (known != null) {
            return known;
        }
        Jwt claims = check.decode(token);
        accepted.put(token, claims);
        return claims;
    }

    private static Duration remembered(Jwt claims, Instant now) {
        Instant expires = claims.getExpiresAt();
        Duration left = expires == null ? LONGEST : Duration.between(now, expires);
        return left.compareTo(LONGEST) > 0 ? LONGEST : left.isNegative() ? Duration.ZERO : left;
    }
}
