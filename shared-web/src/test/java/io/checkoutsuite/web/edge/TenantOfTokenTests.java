package io.checkoutsuite.web.edge;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.checkoutsuite.test.http.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TenantOfTokenTests extends RunningEdge {

    private static final String SECRET = "a-secret-for-tests-that-is-long-enough";

    @Test
    void a_token_opens_the_tenant_that_it_names() {
        hello(claims -> claims.claim("tenant", "acme")).is(200);
    }

    @Test
    void a_token_without_a_tenant_or_with_another_opens_nothing() {
        hello(claims -> claims).isProblem(403, "forbidden");
        hello(claims -> claims.claim("tenant", "")).isProblem(403, "forbidden");
        hello(claims -> claims.claim("tenant", List.of("acme"))).isProblem(403, "forbidden");
        hello(claims -> claims.claim("tenant", "elsewhere")).isProblem(403, "forbidden");
    }

    @Test
    void a_token_for_another_system_or_of_another_issuer_is_none() {
        hello(claims -> claims.claim("tenant", "acme").audience("another-system"))
                .isProblem(401, "unauthenticated");
        hello(claims -> claims.claim("tenant", "acme").audience((String) null)).isProblem(401, "unauthenticated");
        hello(claims -> claims.claim("tenant", "acme").issuer("somebody")).isProblem(401, "unauthenticated");
        hello(claims -> claims.claim("tenant", "acme")
                        .expirationTime(Date.from(Instant.now().minusSeconds(120))))
                .isProblem(401, "unauthenticated");
    }

    private ApiResponse hello(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return send(to("/open/hello").header("Authorization", "Bearer " + token(claims)));
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    claims.apply(new JWTClaimsSet.Builder()
                                    .subject("carla")
                                    .claim("scope", "customer")
                                    .issuer("checkout-suite-development")
                                    .audience("checkout-suite")
                                    .expirationTime(Date.from(Instant.now().plusSeconds(600))))
                            .build());
            token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
