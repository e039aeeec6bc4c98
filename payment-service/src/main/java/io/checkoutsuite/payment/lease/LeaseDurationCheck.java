package io.checkoutsuite.payment.lease;

import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Refuses to start with a lease that a single gateway call could outlast: a node would lose its payments while it waits for a response. */
@Component
class LeaseDurationCheck {

    /** A lease is renewed before a call that could outlast it; the other half is left for the write after the response and for clock skew. */
    private static final int CALLS = 2;

    /** @throws IllegalStateException naming the gateway and the shortest lease that is allowed */
    LeaseDurationCheck(PaymentSettings settings, List<PaymentGateway> gateways) {
        gateways.forEach(gateway -> {
            Duration shortest = gateway.timeout().multipliedBy(CALLS);
            if (settings.lease().compareTo(shortest) < 0) {
                throw new IllegalStateException(
                        ("suite.payment.lease is %s, but one call to gateway %s may take %s: set a lease of at least %s,"
                                        + " so that no payment is taken over during a gateway call")
                                .formatted(settings.lease(), gateway.name(), gateway.timeout(), shortest));
            }
        });
    }
}
