package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Signs and verifies the simulator's notifications, in the way that gateways do: a time and an HMAC of the time and the body. */
@Component
@ConditionalOnSimulator
@RequiredArgsConstructor
class SimulatorSignature {

    static final String HEADER = "Simulator-Signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");
    private static final String ALGORITHM = "HmacSHA256";

    private final SimulatorSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    /** The body of a notification. */
    record Notification(String tenant, String requestId, String reference) {}

    String sign(byte[] body) {
        long time = clock.instant().getEpochSecond();
        return "t=" + time + ",v1=" + HexFormat.of().formatHex(hmac(time, body));
    }

    WebhookReceipt verified(Webhook webhook) {
        Matcher signature = SIGNATURE.matcher(webhook.header(HEADER).orElse(""));
        if (!signature.matches()) {
            return new WebhookReceipt.Refused("The header " + HEADER + " is missing or malformed");
        }
        long time = Long.parseLong(signature.group(1));
        if (!MessageDigest.isEqual(hmac(time, webhook.body()), HexFormat.of().parseHex(signature.group(2)))) {
            return new WebhookReceipt.Refused("The signature does not match");
        }
        if (Duration.between(Instant.ofEpochSecond(time), clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            return new WebhookReceipt.Refused("The notification is too old or too new");
        }
        try {
            Notification notification = json.readValue(webhook.body(), Notification.class);
            return new WebhookReceipt.Accepted(
                    List.of(new WebhookReceipt.Concerned(notification.tenant(), notification.requestId())));
        } catch (JacksonException notJson) {
            return new WebhookReceipt.Refused("The body is malformed");
        }
    }

    private byte[] hmac(long time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(settings.webhookSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
