package io.checkoutsuite.cart.remote;

import io.checkoutsuite.cart.checkout.UndoSettings;
import io.checkoutsuite.cart.replay.ReplaySettings;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Refuses to start with a lease that calls could outlast: another process would begin with the same work while the first one is at it. */
@Component
class LeasesOutlastCalls {

    /** An undo that is not answered is asked for once more; a replay makes a call only with half of its lease to go. */
    private static final int CALLS = 2;

    /** @throws IllegalStateException naming the lease, the time-out, and the shortest lease that does */
    LeasesOutlastCalls(RemoteSettings remote, UndoSettings undo, ReplaySettings replay) {
        if (remote.paymentTimeout().compareTo(remote.timeout()) > 0) {
            require("suite.checkout.undo.claim", undo.claim(), "suite.cart.payment-timeout", remote.paymentTimeout());
        } else {
            require("suite.checkout.undo.claim", undo.claim(), "suite.cart.timeout", remote.timeout());
        }
        require("suite.replay.lease", replay.lease(), "suite.cart.timeout", remote.timeout());
    }

    private static void require(String lease, Duration length, String timeout, Duration call) {
        Duration shortest = call.multipliedBy(CALLS);
        if (length.compareTo(shortest) < 0) {
            throw new IllegalStateException("%s is %s, but one call may take %s (%s): it has to be at least %s"
                    .formatted(lease, length, call, timeout, shortest));
        }
    }
}
