package io.checkoutsuite.stack.checks;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import java.math.BigDecimal;
import java.util.Set;

/**
 * What the services know of one checkout attempt; {@code ABSENT} where one knows nothing.
 *
 * @param authorized what the payments add up to
 * @param held what the gateway still holds or has captured
 * @param mostAuthorizations how often the busiest payment was authorized at the gateway
 * @param notApplied services that have not yet applied the attempt's event
 */
public record AttemptFacts(
        Attempt attempt,
        String reservation,
        String authorization,
        BigDecimal authorized,
        BigDecimal held,
        long mostAuthorizations,
        String uses,
        Set<Service> notApplied) {

    static final String ABSENT = "ABSENT";

    String requestId() {
        return String.valueOf(attempt.requestId());
    }
}
