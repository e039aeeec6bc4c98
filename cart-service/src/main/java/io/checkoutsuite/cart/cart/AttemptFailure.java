package io.checkoutsuite.cart.cart;

import io.checkoutsuite.text.BoundedText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.With;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, in a form that may be shown to the buyer.
 *
 * @param activity the activity that could not be completed; null if none had begun
 * @param itemMessages one message for each line that caused the failure, by line id
 * @param shortLines the lines without enough stock
 * @param paymentFailures the payments that were refused
 */
public record AttemptFailure(
        FailureType type,
        @Nullable String activity,
        String message,
        @With Map<String, String> itemMessages,
        @With List<ShortLine> shortLines,
        @With List<PaymentFailure> paymentFailures) {

    private static final int MAX_LENGTH_WITHOUT_DETAILS = 200;
    private static final int MAX_LENGTH = 1_000;

    public AttemptFailure {
        message = shortened(message);
        itemMessages = itemMessages.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> shortened(entry.getValue())));
        shortLines = List.copyOf(shortLines);
        paymentFailures = List.copyOf(paymentFailures);
    }

    /** Truncates messages, because those of other services and hooks may have any length and are stored with the attempt. */
    private static String shortened(String message) {
        return BoundedText.beginning(MAX_LENGTH, message);
    }

    public static AttemptFailure of(FailureType type, @Nullable String activity, String message) {
        return new AttemptFailure(type, activity, message, Map.of(), List.of(), List.of());
    }

    /** The failure of a submit of a cart that is not open. */
    public static AttemptFailure ofClosed(CartStatus status) {
        return of(FailureType.INVALID_CART_STATUS, null, "The cart is " + status + " and cannot be submitted");
    }

    /** Returns the failure without its details, in case the details are what cannot be stored. */
    public AttemptFailure withoutDetails() {
        return of(type, activity, BoundedText.beginning(MAX_LENGTH_WITHOUT_DETAILS, message));
    }

    /** A line of a SKU for which all lines together request more pieces than are available. */
    public record ShortLine(String lineId, String sku, long requested, long available) {}

    /**
     * A refused payment.
     *
     * @param declineType HARD: do not try this card again; SOFT: it may work later; AUTHENTICATION: the issuer has to authenticate the buyer in the
     *     gateway's form first
     */
    public record PaymentFailure(String paymentId, String declineType, String message) {}
}
