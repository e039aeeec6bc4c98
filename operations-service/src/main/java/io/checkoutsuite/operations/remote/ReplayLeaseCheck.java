package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.replay.ReplaySettings;
import io.checkoutsuite.settings.LeaseDurations;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Fails at startup if the lease of a replay could expire during a call, because another node would then run the same replay concurrently. */
@Component
class ReplayLeaseCheck {

    /** @throws IllegalStateException naming the lease, the longest timeout, and the shortest sufficient lease */
    ReplayLeaseCheck(RemoteSettings remote, ReplaySettings replay) {
        LeaseDurations.require(
                "suite.replay.lease",
                replay.lease(),
                Map.of(
                        "suite.operations.timeout", remote.timeout(),
                        "suite.operations.history-timeout", remote.historyTimeout(),
                        "suite.operations.publication-timeout", remote.publicationTimeout()));
    }
}
