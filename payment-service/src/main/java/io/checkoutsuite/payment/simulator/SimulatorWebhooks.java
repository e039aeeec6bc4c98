package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import io.checkoutsuite.payment.gateway.WebhookSignature;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes, signs and reads the simulator's notifications. */
@Component
@ConditionalOnSimulator
class SimulatorWebhooks {

    static final String SIGNATURE = "Simulator-Signature";

    private final WebhookSignature signature;
    private final JsonMapper json;

    SimulatorWebhooks(SimulatorSettings settings, JsonMapper json, Clock clock) {
        this.signature = new WebhookSignature(
                SIGNATURE, List.of(settings.webhookSecret()), WebhookSignature.DEFAULT_TOLERANCE, clock);
        this.json = json;
    }

    private record Notification(
            @Nullable String tenant,
            @Nullable String requestId,
            @Nullable String reference) {}

    byte[] about(SimulatorHold hold) {
        return json.writeValueAsBytes(new Notification(hold.tenant(), hold.requestId(), hold.reference()));
    }

    String sign(byte[] body) {
        return signature.sign(body);
    }

    WebhookReceipt receive(Webhook webhook) {
        return signature
                .refusal(webhook)
                .<WebhookReceipt>map(refused -> refused)
                .orElseGet(() -> read(webhook.body()));
    }

    private WebhookReceipt read(byte[] body) {
        try {
            Notification notification = json.readValue(body, Notification.class);
            String tenant = notification == null ? null : notification.tenant();
            String requestId = notification == null ? null : notification.requestId();
            if (tenant != null && requestId != null) {
                return new WebhookReceipt.Accepted(List.of(new WebhookReceipt.Concerned(tenant, requestId)));
            }
        } catch (JacksonException malformed) {
            // Its message quotes the body.
        }
        return new WebhookReceipt.Refused("The body is malformed");
    }
}
