package io.checkoutsuite.stack.checks;

import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.carts.Attempt;
import java.math.BigDecimal;
import java.util.Set;

/**
 * The state of one checkout attempt in each service; {@code ABSENT} if a service has no record of it.
 *
 * @param authorized the sum of the payments
 * @param held the amount that the gateway still holds or has captured
 * @param captured what of it the merchant has
 * @param maxAuthorizations the highest number of authorizations of one payment at the gateway
 * @param notApplied services that have not applied the attempt's event yet
 */
public record AttemptFacts(
        Attempt attempt,
        String reservation,
        String authorization,
        BigDecimal authorized,
        BigDecimal held,
        BigDecimal captured,
        long maxAuthorizations,
        String uses,
        Set<Service> notApplied) {

    static final String ABSENT = "ABSENT";

    String requestId() {
        return String.valueOf(attempt.requestId());
    }
}
