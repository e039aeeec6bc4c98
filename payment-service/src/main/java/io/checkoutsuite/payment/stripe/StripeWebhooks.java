package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.Webhook;
import io.checkoutsuite.payment.gateway.WebhookReceipt;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads from Stripe's notifications which checkout attempt they are about, and nothing else. */
final class StripeWebhooks {

    static final String SIGNATURE = "Stripe-Signature";

    private static final String ABOUT_PAYMENTS = "payment_intent.";

    private final @Nullable StripeSignature signature;

    /** @param secrets of all endpoints that send notifications here; without any, none are received */
    StripeWebhooks(List<String> secrets, Clock clock) {
        this.signature =
                secrets.isEmpty() ? null : new StripeSignature(secrets, StripeSignature.DEFAULT_TOLERANCE, clock);
    }

    WebhookReceipt receive(Webhook webhook) {
        if (signature == null) {
            return new WebhookReceipt.Unsupported();
        }
        return switch (signature.verify(webhook.header(SIGNATURE).orElse(null), webhook.body())) {
            case VALID -> concerned(webhook.body());
            case MALFORMED -> new WebhookReceipt.Refused("The header " + SIGNATURE + " is missing or malformed");
            case TOO_LARGE -> new WebhookReceipt.Refused("The notification is too large");
            case WRONG -> new WebhookReceipt.Refused("The signature does not match");
            case TOO_OLD, IN_THE_FUTURE -> new WebhookReceipt.Refused("The notification is too old or too new");
        };
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
