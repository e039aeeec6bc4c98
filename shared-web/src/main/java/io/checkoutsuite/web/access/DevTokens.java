package io.checkoutsuite.web.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.checkoutsuite.settings.UnusableSettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import lombok.RequiredArgsConstructor;

/** Issues tokens for development and local stacks, signed with the shared secret. */
@RequiredArgsConstructor
public final class DevTokens {

    static final String ISSUER = "checkout-suite-development";
    static final String AUDIENCE = "checkout-suite";

    /** Calls between services take seconds, and a token that leaks into a log soon becomes useless. */
    private static final Duration LIFE_OF_SERVICES = Duration.ofMinutes(10);

    private final String secret;
    private final Duration life;
    private final Clock clock;

    /** @param scope one or more of customer, csr, operator, service, separated by spaces */
    public String issue(String subject, String scope, String tenant) {
        return issue(subject, scope, tenant, life);
    }

    private String issue(String subject, String scope, String tenant, Duration lasting) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(subject)
                .claim("scope", scope)
                .claim("tenant", tenant)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lasting)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException weakSecret) {
            throw new UnusableSettingsException("suite.access.dev-secret must have at least 32 characters", weakSecret);
        }
        return token.serialize();
    }

    Duration life() {
        return life;
    }

    /** A service's own tokens, issued in this process and renewed before they expire. */
    ServiceTokens forService(String name) {
        Duration lasting = life.compareTo(LIFE_OF_SERVICES) < 0 ? life : LIFE_OF_SERVICES;
        ServiceTokens tokens = new RenewingServiceTokens(
                () -> new RenewingServiceTokens.IssuedToken(
                        issue(name, "service", AccessSettings.DEFAULT_TENANT, lasting),
                        clock.instant().plus(lasting)),
                clock);
        // Reports an unusable secret at startup.
        issue(name, "service", AccessSettings.DEFAULT_TENANT, lasting);
        return tokens;
    }
}
