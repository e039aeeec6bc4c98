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

/** A token that was made once and configured: good until it ends, which is logged at the start and refused if it has happened. */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class GivenServiceToken implements ServiceTokens {

    private final String token;
    private final Instant end;
    private final Clock clock;

    /** @throws IllegalStateException if it has ended */
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
            throw new IllegalStateException("suite.access.service-token has ended at " + end);
        }
        if (end != Instant.MAX) {
            log.warn(
                    "Calls to other services end at {} with suite.access.service-token; suite.access.service-client"
                            + " renews",
                    end);
        }
        return new GivenServiceToken(token, end, clock);
    }

    @Override
    public String current() {
        if (!clock.instant().isBefore(end)) {
            throw new ServiceTokenUnavailableException("suite.access.service-token has ended at " + end, null);
        }
        return token;
    }

    /** What is no JWT, or one without an end, is for the receiver to judge. */
    private static Instant endOf(String token) {
        try {
            Date end = JWTParser.parse(token).getJWTClaimsSet().getExpirationTime();
            return end == null ? Instant.MAX : end.toInstant();
        } catch (ParseException opaque) {
            return Instant.MAX;
        }
    }
}
