package io.checkoutsuite.operations.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.checkoutsuite.text.BoundedText;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy as operators see it.
 *
 * @param service the service whose data are inconsistent
 * @param requestId null if the finding is not about a single attempt
 * @param orderNumber null if none is known
 * @param ageSeconds since the decision, or since the resource is held
 * @param repair the repair action; null if only an operator can repair it
 * @param repaired whether it was repaired and the repair was verified
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

    /** A run stores hundreds of findings in one document. */
    private static final int MAX_DETAIL_LENGTH = 500;

    public Finding {
        detail = BoundedText.beginning(MAX_DETAIL_LENGTH, detail);
    }

    Finding withoutRepair() {
        return new Finding(type, service, cartId, requestId, orderNumber, ageSeconds, detail, null, false);
    }

    Finding asRepaired() {
        return new Finding(type, service, cartId, requestId, orderNumber, ageSeconds, detail, repair, true);
    }
}
