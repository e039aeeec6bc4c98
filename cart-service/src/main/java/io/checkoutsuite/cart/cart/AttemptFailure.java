package io.checkoutsuite.cart.cart;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, in words that the buyer may read.
 *
 * @param activity the activity that could not be completed; null if none had begun
 * @param itemMessages one message for each line that is to blame, by line id
 * @param shortLines the lines that there is not enough stock for
 * @param paymentFailures the payments that were refused
 */
public record AttemptFailure(
        FailureType type,
        @Nullable String activity,
        String message,
        Map<String, String> itemMessages,
        List<ShortLine> shortLines,
        List<PaymentFailure> paymentFailures) {

    private static final int LONGEST_BARE = 200;
    private static final int LONGEST = 1_000;

    public AttemptFailure {
        message = shortened(message);
        itemMessages = itemMessages.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> shortened(entry.getValue())));
        shortLines = List.copyOf(shortLines);
        paymentFailures = List.copyOf(paymentFailures);
    }

    /** What others say in a refusal may be of any length; it is kept with every attempt. */
    private static String shortened(String message) {
        return message.substring(0, Math.min(message.length(), LONGEST));
    }

    public static AttemptFailure of(FailureType type, @Nullable String activity, String message) {
        return new AttemptFailure(type, activity, message, Map.of(), List.of(), List.of());
    }

    /** The same without its details, which may be what cannot be stored. */
    public AttemptFailure bare() {
        return of(type, activity, message.substring(0, Math.min(message.length(), LONGEST_BARE)));
    }

    public AttemptFailure withItemMessages(Map<String, String> messages) {
        return new AttemptFailure(type, activity, message, messages, shortLines, paymentFailures);
    }

    public AttemptFailure withShortLines(List<ShortLine> lines) {
        return new AttemptFailure(type, activity, message, itemMessages, lines, paymentFailures);
    }

    public AttemptFailure withPaymentFailures(List<PaymentFailure> failures) {
        return new AttemptFailure(type, activity, message, itemMessages, shortLines, failures);
    }

    /** A line that asks for more pieces of its SKU, all lines of it together, than there are. */
    public record ShortLine(String lineId, String sku, long requested, long available) {}

    /**
     * A refused payment.
     *
     * @param declineType HARD: do not try this card again; SOFT: it may work later
     */
    public record PaymentFailure(String paymentId, String declineType, String message) {}
}
