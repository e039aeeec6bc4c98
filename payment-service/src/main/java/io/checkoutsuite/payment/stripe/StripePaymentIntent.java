package io.checkoutsuite.payment.stripe;

import io.checkoutsuite.payment.gateway.NextAction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stripe's record of one reference. Members that are not used here are not read.
 *
 * @param amount in the currency's smallest unit, like all amounts
 * @param amountReceived what was captured
 * @param currency in lower case, as Stripe writes it
 * @param capturedAtOnce whether the confirmation captures the money; only final once it is confirmed
 * @param lastError why the last confirmation was declined; null if it was not
 * @param charge the last attempt to move money; null if there was none, or if Stripe was not asked for it
 * @param nextAction what the buyer has to do; null unless the status is REQUIRES_ACTION, or if Stripe does not say it as documented
 */
record StripePaymentIntent(
        String id,
        Status status,
        long amount,
        long amountCapturable,
        long amountReceived,
        String currency,
        boolean capturedAtOnce,
        Map<String, String> metadata,
        @Nullable StripeError lastError,
        @Nullable Charge charge,
        @Nullable NextAction nextAction) {

    private static final Pattern ID = Pattern.compile("pi_[A-Za-z0-9_]{1,250}");
    private static final int MOST_METADATA = 100;

    StripePaymentIntent {
        metadata = Map.copyOf(metadata);
    }

    /** The states of a payment intent. */
    enum Status {
        REQUIRES_PAYMENT_METHOD,
        REQUIRES_CONFIRMATION,
        REQUIRES_ACTION,
        PROCESSING,
        REQUIRES_CAPTURE,
        CANCELED,
        SUCCEEDED
    }

    /**
     * An attempt to move money.
     *
     * @param succeeded whether the issuer held or paid the money
     * @param amountRefunded what of it was paid back or released
     */
    record Charge(boolean succeeded, long amountRefunded) {

        /** @throws StripeFormatException if a member that is needed is missing or odd */
        static Charge of(JsonNode json) {
            return new Charge(
                    StripeJson.text(json, "status").equals("succeeded"), StripeJson.number(json, "amount_refunded"));
        }
    }

    /** @throws StripeFormatException if a member that is needed is missing or odd */
    static StripePaymentIntent of(JsonNode json) {
        String id = StripeJson.text(json, "id");
        if (!ID.matcher(id).matches()) {
            throw new StripeFormatException("id");
        }
        Status status = status(StripeJson.text(json, "status"));
        JsonNode error = json.path("last_payment_error");
        JsonNode charge = json.path("latest_charge");
        return new StripePaymentIntent(
                id,
                status,
                StripeJson.number(json, "amount"),
                StripeJson.number(json, "amount_capturable"),
                StripeJson.number(json, "amount_received"),
                StripeJson.text(json, "currency"),
                !StripeJson.text(json, "capture_method").equals("manual"),
                metadata(json.path("metadata")),
                error.isObject() ? StripeError.of(error) : null,
                charge.isObject() ? Charge.of(charge) : null,
                status == Status.REQUIRES_ACTION
                        ? StripeChallenge.nextAction(json).orElse(null)
                        : null);
    }

    private static Status status(String name) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new StripeFormatException("status"));
    }

    private static Map<String, String> metadata(JsonNode json) {
        if (json.size() > MOST_METADATA) {
            throw new StripeFormatException("metadata");
        }
        Map<String, String> metadata = new HashMap<>();
        json.properties().forEach(entry -> {
            if (entry.getValue().isString()) {
                metadata.put(entry.getKey(), entry.getValue().stringValue());
            }
        });
        return metadata;
    }

    Optional<String> metadata(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    /** Whether the issuer ever held or paid the money. */
    boolean wasHeld() {
        return charge != null && charge.succeeded();
    }

    /** What of the captured money was paid back. */
    long amountRefunded() {
        return charge == null ? 0 : charge.amountRefunded();
    }

    /** What was not captured. */
    long amountNotCaptured() {
        return Math.max(amount - amountReceived, 0);
    }
}
