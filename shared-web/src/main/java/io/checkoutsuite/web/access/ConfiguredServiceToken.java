package io.checkoutsuite.web.access;

import com.nimbusds.jwt.JWTParser;
import io.checkoutsuite.settings.UnusableSettingsException;
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
final class ConfiguredServiceToken implements ServiceTokens {

    private final String token;
    private final Instant expiresAt;
    private final Clock clock;

    /** @throws UnusableSettingsException if it has expired */
    static ServiceTokens of(@Nullable String token, Clock clock) {
        if (token == null || token.isBlank()) {
            return () -> {
                throw new ServiceTokenUnavailableException(
                        "Neither suite.access.service-client nor suite.access.service-token is set: calls to other"
                                + " services need one",
                        null);
            };
        }
        Instant expiresAt = expiryOf(token);
        if (!clock.instant().isBefore(expiresAt)) {
            throw new UnusableSettingsException("suite.access.service-token expired at " + expiresAt);
        }
        if (expiresAt != Instant.MAX) {
            log.warn(
                    "suite.access.service-token expires at {}, after which calls to other services fail;"
                            + " suite.access.service-client renews its tokens",
                    expiresAt);
        }
        return new ConfiguredServiceToken(token, expiresAt, clock);
    }

    @Override
    public String current() {
        if (!clock.instant().isBefore(expiresAt)) {
            throw new ServiceTokenUnavailableException("suite.access.service-token expired at " + expiresAt, null);
        }
        return token;
    }

    /** A token that is not a JWT or has no expiry counts as unlimited; its receiver decides whether it is valid. */
    private static Instant expiryOf(String token) {
        try {
            Date expiresAt = JWTParser.parse(token).getJWTClaimsSet().getExpirationTime();
            return expiresAt == null ? Instant.MAX : expiresAt.toInstant();
        } catch (ParseException opaque) {
            return Instant.MAX;
        }
    }
}
