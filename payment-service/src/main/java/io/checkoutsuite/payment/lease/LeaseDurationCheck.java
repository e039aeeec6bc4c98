package io.checkoutsuite.payment.lease;

import static java.util.stream.Collectors.toMap;

import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.settings.LeaseDurations;
import java.util.List;
import org.springframework.stereotype.Component;

/** Fails at startup if the lease of a payment could expire during a gateway call: a node would lose its payments while it waits for a response. */
@Component
class LeaseDurationCheck {

    /** @throws IllegalStateException naming the lease, the gateway, and the shortest sufficient lease */
    LeaseDurationCheck(PaymentSettings settings, List<PaymentGateway> gateways) {
        LeaseDurations.require(
                "suite.payment.lease",
                settings.lease(),
                gateways.stream()
                        .collect(
                                toMap(gateway -> "the timeout of gateway " + gateway.name(), PaymentGateway::timeout)));
    }
}
