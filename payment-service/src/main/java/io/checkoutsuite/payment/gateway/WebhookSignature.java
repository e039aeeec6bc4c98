package io.checkoutsuite.payment.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a notification comes from its gateway and is recent. This is Stripe's scheme, which the simulator uses as well: a header is
 * {@code t=SECONDS,v1=HEX}, where HEX is the HMAC-SHA256 of {@code SECONDS.BODY} with a secret. While a secret is being replaced there are several
 * {@code v1}, and one that is right is enough.
 *
 * @see <a href="https://docs.stripe.com/webhooks/signature">Stripe's description of signatures</a>
 */
public final class WebhookSignature {

    /** What Stripe's own libraries tolerate. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    /** In bytes; far larger than a notification about one payment. */
    public static final int LARGEST_BODY = 256 * 1024;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LONGEST_HEADER = 2_048;
    private static final int MOST_SIGNATURES = 10;
    private static final int BYTES = 32;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
    private static final HexFormat HEX = HexFormat.of();

    private final String header;
    private final List<SecretKeySpec> secrets;
    private final Duration tolerance;
    private final Clock clock;

    /**
     * @param header the name of the header
     * @param secrets several while one is being replaced
     * @param tolerance how old a notification may be, and how far ahead the gateway's clock
     * @throws IllegalArgumentException if there is no secret, or an empty one
     */
    public WebhookSignature(String header, List<String> secrets, Duration tolerance, Clock clock) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("Notifications cannot be verified without a secret");
        }
        this.header = header;
        this.secrets = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** The result of a verification. */
    public enum Result {
        VALID,
        /** There is no header, or it is not as documented. */
        MALFORMED,
        /** The header or the body is too long to be verified. */
        TOO_LARGE,
        /** No signature is right: the body was changed, or somebody else has sent it. */
        WRONG,
        /** It is genuine but too old, so it may be a copy that somebody sends again. */
        TOO_OLD,
        /** It is genuine, but from the future: one of the clocks is wrong. */
        IN_THE_FUTURE
    }

    private record Header(String seconds, List<byte[]> signatures) {

        Instant time() {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        }
    }

    /** Why the notification is refused; empty if it is genuine and recent. */
    public Optional<WebhookReceipt.Refused> refusal(Webhook webhook) {
        return switch (verify(webhook.header(header).orElse(null), webhook.body())) {
            case VALID -> Optional.empty();
            case MALFORMED -> refused("The header " + header + " is missing or malformed");
            case TOO_LARGE -> refused("The notification is too large");
            case WRONG -> refused("The signature does not match");
            case TOO_OLD, IN_THE_FUTURE -> refused("The notification is too old or too new");
        };
    }

    private static Optional<WebhookReceipt.Refused> refused(String reason) {
        return Optional.of(new WebhookReceipt.Refused(reason));
    }

    /** The value of the header for a notification that is sent now, with the first secret. */
    public String sign(byte[] body) {
        String seconds = Long.toString(clock.instant().getEpochSecond());
        return "t=" + seconds + ",v1=" + HEX.formatHex(signature(secrets.getFirst(), seconds, body));
    }

    /**
     * @param value of the header; null if it is missing
     * @param body as received, before anything is decoded
     */
    public Result verify(@Nullable String value, byte[] body) {
        if (value == null) {
            return Result.MALFORMED;
        }
        if (value.length() > LONGEST_HEADER || body.length > LARGEST_BODY) {
            return Result.TOO_LARGE;
        }
        return parsed(value).map(signed -> verify(signed, body)).orElse(Result.MALFORMED);
    }

    private Result verify(Header header, byte[] body) {
        if (!isGenuine(header, body)) {
            return Result.WRONG;
        }
        Instant now = clock.instant();
        if (header.time().isBefore(now.minus(tolerance))) {
            return Result.TOO_OLD;
        }
        return header.time().isAfter(now.plus(tolerance)) ? Result.IN_THE_FUTURE : Result.VALID;
    }

    /** Compares each signature with each expected one, however early one is right: the time says nothing about how much of it is right. */
    private boolean isGenuine(Header header, byte[] body) {
        boolean genuine = false;
        for (SecretKeySpec secret : secrets) {
            byte[] expected = signature(secret, header.seconds(), body);
            for (byte[] signature : header.signatures()) {
                genuine |= MessageDigest.isEqual(expected, signature);
            }
        }
        return genuine;
    }

    private static byte[] signature(SecretKeySpec secret, String seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** Empty unless there is exactly one time and at least one signature of the right length. Other schemes ({@code v0}) are skipped. */
    private static Optional<Header> parsed(String header) {
        List<String> times = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        for (String element : header.split(",", -1)) {
            String[] pair = element.strip().split("=", 2);
            if (pair.length != 2) {
                return Optional.empty();
            }
            switch (pair[0]) {
                case "t" -> times.add(pair[1]);
                case "v1" -> signature(pair[1]).ifPresent(signatures::add);
                default -> {}
            }
        }
        boolean complete = times.size() == 1
                && SECONDS.matcher(times.getFirst()).matches()
                && !signatures.isEmpty()
                && signatures.size() <= MOST_SIGNATURES;
        return complete ? Optional.of(new Header(times.getFirst(), signatures)) : Optional.empty();
    }

    private static Optional<byte[]> signature(String hex) {
        try {
            return hex.length() == BYTES * 2 ? Optional.of(HEX.parseHex(hex)) : Optional.empty();
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }
}
