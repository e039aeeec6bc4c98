package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.compensation.CompensationSettings;
import io.checkoutsuite.settings.LeaseDurations;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Fails at startup if the lease of a compensation could expire during a call, because another process would then start the same compensation. */
@Component
class LeaseDurationCheck {

    /** @throws IllegalStateException naming the lease, the timeout, and the shortest sufficient lease */
    LeaseDurationCheck(RemoteSettings remote, CompensationSettings compensation) {
        LeaseDurations.require(
                "suite.checkout.compensation.lease",
                compensation.lease(),
                Map.of("suite.cart.payment-timeout", remote.paymentTimeout(), "suite.cart.timeout", remote.timeout()));
    }
}
