package io.checkoutsuite.cart.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something amiss.
 *
 * @param service whose data are not as they should be
 * @param requestId null if it is no single attempt
 * @param orderNumber null if none is known
 * @param ageSeconds since the decision, or since it is held
 * @param repair what would mend it; null if only people can
 * @param repaired whether it was mended, and seen to be
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Finding(
        FindingType type,
        String service,
        String cartId,
        @Nullable String requestId,
        @Nullable String orderNumber,
        long ageSeconds,
        String detail,
        @Nullable String repair,
        boolean repaired) {

    /** A run keeps hundreds of findings in one document. */
    private static final int LONGEST_DETAIL = 500;

    public Finding {
        detail = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }

    Finding byHand() {
        return new Finding(type, service, cartId, requestId, orderNumber, ageSeconds, detail, null, false);
    }

    Finding mended() {
        return new Finding(type, service, cartId, requestId, orderNumber, ageSeconds, detail, repair, true);
    }
}
