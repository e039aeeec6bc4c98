package io.checkoutsuite.web.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import lombok.RequiredArgsConstructor;

/** Makes tokens for development and local stacks, signed with the shared secret. */
@RequiredArgsConstructor
public final class DevTokens {

    private final String secret;
    private final Duration life;
    private final Clock clock;

    /** @param scope one or more of customer, csr, operator, service, separated by spaces */
    public String issue(String subject, String scope, String tenant) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(subject)
                .claim("scope", scope)
                .claim("tenant", tenant)
                .issuer("checkout-suite-development")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException weakSecret) {
            throw new IllegalStateException("suite.access.dev-secret must have at least 32 characters", weakSecret);
        }
        return token.serialize();
    }

    Duration life() {
        return life;
    }

    /** A service's own token, made anew when half of its life is over. */
    ServiceTokens forService(String name) {
        return new ServiceTokens() {
            private volatile String token = issue(name, "service", AccessSettings.DEFAULT_TENANT);
            private volatile Instant renewAt = clock.instant().plus(life.dividedBy(2));

            @Override
            public String current() {
                if (clock.instant().isAfter(renewAt)) {
                    token = issue(name, "service", AccessSettings.DEFAULT_TENANT);
                    renewAt = clock.instant().plus(life.dividedBy(2));
                }
                return token;
            }
        };
    }
}
