package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.compensation.CompensationSettings;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Fails at startup if a lease could expire during a call, because another process would then start the same work concurrently. */
@Component
class LeaseDurationCheck {

    /** A call without a response is retried once. */
    private static final int CALLS = 2;

    /** @throws IllegalStateException naming the lease, the timeout, and the shortest sufficient lease */
    LeaseDurationCheck(RemoteSettings remote, CompensationSettings compensation) {
        if (remote.paymentTimeout().compareTo(remote.timeout()) > 0) {
            require(
                    "suite.checkout.compensation.lease",
                    compensation.lease(),
                    "suite.cart.payment-timeout",
                    remote.paymentTimeout());
        } else {
            require("suite.checkout.compensation.lease", compensation.lease(), "suite.cart.timeout", remote.timeout());
        }
    }

    private static void require(String lease, Duration length, String timeout, Duration call) {
        Duration shortest = call.multipliedBy(CALLS);
        if (length.compareTo(shortest) < 0) {
            throw new IllegalStateException("%s is %s, but one call may take %s (%s): it must be at least %s"
                    .formatted(lease, length, call, timeout, shortest));
        }
    }
}
