package io.checkoutsuite.payment.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.payment.gateway.WebhookSignature.Result;
import io.checkoutsuite.test.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTests {

    private static final String SECRET = "whsec_test_secret";
    private static final Instant NOW = Instant.ofEpochSecond(1_772_355_600);
    private static final byte[] BODY = "{\"id\":\"evt_1\",\"type\":\"payment_intent.succeeded\"}".getBytes(UTF_8);

    private final MovableClock clock = new MovableClock(NOW);
    private final WebhookSignature signature = signatureOf(SECRET);

    private WebhookSignature signatureOf(String... secrets) {
        return new WebhookSignature("Any-Signature", List.of(secrets), Duration.ofMinutes(5), clock);
    }

    private static String hmac(String secret, String seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(String secret, Instant at) {
        String seconds = Long.toString(at.getEpochSecond());
        return "t=" + seconds + ",v1=" + hmac(secret, seconds, BODY);
    }

    @Test
    void a_recent_notification_of_stripe_is_valid() {
        assertThat(signature.verify(header(SECRET, NOW), BODY)).isEqualTo(Result.VALID);
    }

    /** Computed with OpenSSL, so that the test does not only repeat the code: printf '1772355600.{}' | openssl dgst -sha256 -hmac whsec_test_secret */
    @Test
    void the_signature_is_the_one_that_other_tools_compute() {
        assertThat(signature.verify(
                        "t=1772355600,v1=c0a844c21e7bb021c9e66198f18f6dab150eb1122554819b8a7be09d294e93b7",
                        "{}".getBytes(UTF_8)))
                .isEqualTo(Result.VALID);
    }

    @Test
    void other_schemes_and_blanks_are_skipped() {
        String valid = header(SECRET, NOW);

        assertThat(signature.verify(valid.replace(",", ", ") + ",v0=" + "0".repeat(64) + ",future=x", BODY))
                .isEqualTo(Result.VALID);
        assertThat(signature.verify(valid.replace("v1=", "v0="), BODY)).isEqualTo(Result.MALFORMED);
    }

    @Test
    void while_a_secret_is_replaced_one_right_signature_is_enough() {
        String seconds = Long.toString(NOW.getEpochSecond());
        String both = "t=" + seconds + ",v1=" + hmac("whsec_old", seconds, BODY) + ",v1=" + hmac(SECRET, seconds, BODY);

        assertThat(signature.verify(both, BODY)).isEqualTo(Result.VALID);
        assertThat(signatureOf("whsec_old").verify(both, BODY)).isEqualTo(Result.VALID);
        assertThat(signatureOf("whsec_new", "whsec_old").verify(both, BODY)).isEqualTo(Result.VALID);
        assertThat(signatureOf("whsec_other").verify(both, BODY)).isEqualTo(Result.WRONG);
    }

    @Test
    void another_secret_is_wrong() {
        assertThat(signature.verify(header("whsec_another", NOW), BODY)).isEqualTo(Result.WRONG);
    }

    @Test
    void a_changed_body_is_wrong() {
        byte[] changed = BODY.clone();
        changed[changed.length - 1] ^= 1;

        assertThat(signature.verify(header(SECRET, NOW), changed)).isEqualTo(Result.WRONG);
        assertThat(signature.verify(header(SECRET, NOW), new byte[0])).isEqualTo(Result.WRONG);
    }

    @Test
    void a_changed_time_is_wrong() {
        String old = header(SECRET, NOW.minus(Duration.ofDays(1)));
        String renewed = old.replaceFirst("t=\\d+", "t=" + NOW.getEpochSecond());

        assertThat(signature.verify(renewed, BODY)).isEqualTo(Result.WRONG);
    }

    @Test
    void a_notification_is_valid_for_five_minutes() {
        String header = header(SECRET, NOW);

        clock.advance(Duration.ofMinutes(5));
        assertThat(signature.verify(header, BODY)).isEqualTo(Result.VALID);
        clock.advance(Duration.ofSeconds(1));
        assertThat(signature.verify(header, BODY)).isEqualTo(Result.TOO_OLD);
    }

    @Test
    void stripes_clock_may_be_five_minutes_ahead() {
        assertThat(signature.verify(header(SECRET, NOW.plus(Duration.ofMinutes(5))), BODY))
                .isEqualTo(Result.VALID);
        assertThat(signature.verify(
                        header(SECRET, NOW.plus(Duration.ofMinutes(5)).plusSeconds(1)), BODY))
                .isEqualTo(Result.IN_THE_FUTURE);
    }

    @Test
    void an_old_notification_with_a_wrong_signature_is_wrong() {
        assertThat(signature.verify(header("whsec_another", NOW.minus(Duration.ofDays(1))), BODY))
                .isEqualTo(Result.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t",
                "t=1",
                "v1=00",
                "t=,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=1e3,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=1,t=2,v1=0000000000000000000000000000000000000000000000000000000000000000",
                "t=1,v1=zz00000000000000000000000000000000000000000000000000000000000000",
                "t=1,v1=00",
                "t=1,v1=",
                "t=1;v1=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void a_header_that_is_not_as_documented_is_malformed(String header) {
        assertThat(signature.verify(header, BODY)).isEqualTo(Result.MALFORMED);
    }

    @Test
    void a_missing_header_is_malformed() {
        assertThat(signature.verify(null, BODY)).isEqualTo(Result.MALFORMED);
    }

    @Test
    void more_signatures_than_stripe_sends_are_malformed() {
        assertThat(signature.verify("t=1" + (",v1=" + "0".repeat(64)).repeat(11), BODY))
                .isEqualTo(Result.MALFORMED);
    }

    @Test
    void what_is_too_large_is_not_verified() {
        assertThat(signature.verify(header(SECRET, NOW), new byte[WebhookSignature.LARGEST_BODY + 1]))
                .isEqualTo(Result.TOO_LARGE);
        assertThat(signature.verify(header(SECRET, NOW) + ",x=" + "0".repeat(2_048), BODY))
                .isEqualTo(Result.TOO_LARGE);
    }

    @Test
    void what_is_signed_is_valid() {
        assertThat(signature.sign(BODY)).isEqualTo(header(SECRET, NOW));
        assertThat(signature.verify(signature.sign(BODY), BODY)).isEqualTo(Result.VALID);
    }

    @Test
    void without_a_secret_nothing_can_be_verified() {
        assertThatThrownBy(this::signatureOf).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signatureOf(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
