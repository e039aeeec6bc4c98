package io.checkoutsuite.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.test.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

class CheckedTokensTests {

    private static final String SECRET = "a-secret-for-tests-that-is-long-enough";
    private static final String LATER_SECRET = "another-secret-for-tests-that-is-long-enough";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-30T10:00:00Z"));
    private JwtDecoder issuer = keyOf(SECRET);
    private int checks;

    private final CheckedTokens tokens = new CheckedTokens(
            token -> {
                checks++;
                return issuer.decode(token);
            },
            clock,
            () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));

    private JwtDecoder keyOf(String secret) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(
                        new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .build();
        JwtTimestampValidator time = new JwtTimestampValidator(Duration.ZERO);
        time.setClock(clock);
        decoder.setJwtValidator(time);
        return decoder;
    }

    private String token(String subject, Duration life) {
        return new DevTokens(SECRET, life, clock).issue(subject, "customer", "default");
    }

    @Test
    void a_token_is_checked_once_and_again_after_a_minute() {
        String token = token("ann", Duration.ofHours(1));

        Jwt first = tokens.decode(token);
        clock.advance(Duration.ofSeconds(59));
        assertThat(tokens.decode(token)).isEqualTo(first);
        assertThat(checks).isOne();

        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.decode(token).getSubject()).isEqualTo("ann");
        assertThat(checks).isEqualTo(2);
    }

    @Test
    void each_token_has_its_own_claims() {
        assertThat(tokens.decode(token("ann", Duration.ofHours(1))).getSubject())
                .isEqualTo("ann");
        assertThat(tokens.decode(token("bob", Duration.ofHours(1))).getSubject())
                .isEqualTo("bob");
    }

    @Test
    void a_token_is_refused_as_soon_as_it_expires() {
        String token = token("ann", Duration.ofSeconds(20));
        tokens.decode(token);

        clock.advance(Duration.ofSeconds(21));

        assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void a_withdrawn_key_no_longer_counts_after_a_minute() {
        String token = token("ann", Duration.ofHours(1));
        tokens.decode(token);
        issuer = keyOf(LATER_SECRET);

        clock.advance(Duration.ofSeconds(61));

        assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void a_refused_token_is_checked_every_time() {
        String token = token("ann", Duration.ofHours(1));
        issuer = keyOf(LATER_SECRET);
        assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);

        issuer = keyOf(SECRET);

        assertThat(tokens.decode(token).getSubject()).isEqualTo("ann");
    }
}
