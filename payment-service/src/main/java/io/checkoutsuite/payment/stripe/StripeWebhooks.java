package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import io.checkoutsuite.payment.gateway.WebhookSignature;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads from Stripe's notifications which checkout attempt they are about, and nothing else. */
final class StripeWebhooks {

    private static final String SIGNATURE = "Stripe-Signature";

    private static final String ABOUT_PAYMENTS = "payment_intent.";

    private final @Nullable WebhookSignature signature;

    /** @param secrets of all endpoints that send notifications here; without any, none are received */
    StripeWebhooks(List<String> secrets, Clock clock) {
        this.signature = secrets.isEmpty()
                ? null
                : new WebhookSignature(SIGNATURE, secrets, WebhookSignature.DEFAULT_TOLERANCE, clock);
    }

    WebhookReceipt receive(Webhook webhook) {
        if (signature == null) {
            return new WebhookReceipt.Unsupported();
        }
        return signature
                .refusal(webhook)
                .<WebhookReceipt>map(refused -> refused)
                .orElseGet(() -> concerned(webhook.body()));
    }

    /** Other notifications of the merchant account, and those about payments of other software, concern nothing here. */
    private static WebhookReceipt concerned(byte[] body) {
        try {
            JsonNode event = StripeJson.object(body);
            JsonNode metadata = event.path("data").path("object").path("metadata");
            boolean own = StripeJson.text(event, "type").startsWith(ABOUT_PAYMENTS)
                    && metadata.path(StripeMetadata.KEY).isString();
            return new WebhookReceipt.Accepted(
                    own
                            ? List.of(new WebhookReceipt.Concerned(
                                    StripeJson.text(metadata, StripeMetadata.TENANT),
                                    StripeJson.text(metadata, StripeMetadata.REQUEST_ID)))
                            : List.of());
        } catch (StripeFormatException odd) {
            return new WebhookReceipt.Refused("The body is malformed");
        }
    }
}
