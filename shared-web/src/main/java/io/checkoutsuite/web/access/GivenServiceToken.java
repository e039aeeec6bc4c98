package io.checkoutsuite.web.access;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** A fixed token from the configuration. Its expiry is logged at startup; an expired token is refused. */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class GivenServiceToken implements ServiceTokens {

    private final String token;
    private final Instant end;
    private final Clock clock;

    /** @throws IllegalStateException if it has expired */
    static ServiceTokens of(@Nullable String token, Clock clock) {
        if (token == null || token.isBlank()) {
            return () -> {
                throw new ServiceTokenUnavailableException(
                        "Neither suite.access.service-client nor suite.access.service-token is set: calls to other"
                                + " services need one",
                        null);
            };
        }
        Instant end = endOf(token);
        if (!clock.instant().isBefore(end)) {
            throw new IllegalStateException("suite.access.service-token expired at " + end);
        }
        if (end != Instant.MAX) {
            log.warn(
                    "suite.access.service-token expires at {}, after which calls to other services fail;"
                            + " suite.access.service-client renews its tokens",
                    end);
        }
        return new GivenServiceToken(token, end, clock);
    }

    @Override
    public String current() {
        if (!clock.instant().isBefore(end)) {
            throw new ServiceTokenUnavailableException("suite.access.service-token expired at " + end, null);
        }
        return token;
    }

    /** A token that is not a JWT or has no expiry counts as unlimited; its receiver decides whether it is valid. */
    private static Instant endOf(String token) {
        try {
            Date end = JWTParser.parse(token).getJWTClaimsSet().getExpirationTime();
            return end == null ? Instant.MAX : end.toInstant();
        } catch (ParseException opaque) {
            return Instant.MAX;
        }
    }
}
