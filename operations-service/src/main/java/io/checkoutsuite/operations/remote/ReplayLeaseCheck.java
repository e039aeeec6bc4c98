package io.checkoutsuite.operations.remote;

import io.checkoutsuite.operations.replay.ReplaySettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Fails at startup if the lease of a replay could expire during a call, because another node would then run the same replay concurrently. */
@Component
class ReplayLeaseCheck {

    /** A replay makes a call only with half of its lease left, and repeats a read that got no response once. */
    private static final int CALLS = 2;

    /** @throws IllegalStateException naming the lease, the longest timeout, and the shortest sufficient lease */
    ReplayLeaseCheck(RemoteSettings remote, ReplaySettings replay) {
        Map.Entry<String, Duration> longest = Map.of(
                        "suite.operations.timeout", remote.timeout(),
                        "suite.operations.history-timeout", remote.historyTimeout(),
                        "suite.operations.publication-timeout", remote.publicationTimeout())
                .entrySet()
                .stream()
                .max(Comparator.comparing(Map.Entry<String, Duration>::getValue).thenComparing(Map.Entry::getKey))
                .orElseThrow();
        Duration shortest = longest.getValue().multipliedBy(CALLS);
        if (replay.lease().compareTo(shortest) < 0) {
            throw new IllegalStateException(
                    "suite.replay.lease is %s, but one call may take %s (%s): it must be at least %s"
                            .formatted(replay.lease(), longest.getValue(), longest.getKey(), shortest));
        }
    }
}
