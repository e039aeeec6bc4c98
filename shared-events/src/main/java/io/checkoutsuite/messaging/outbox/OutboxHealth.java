package io.checkoutsuite.messaging.outbox;

import java.time.Duration;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports the service as down if a relay no longer sweeps pending events, even if the service still responds. An unavailable broker, or an event
 * that the broker rejects, is only reported as a detail: the service stays up, because checkouts continue.
 */
@RequiredArgsConstructor
final class OutboxHealth implements HealthIndicator {

    private static final Duration TOO_LONG = Duration.ofMinutes(1);

    private final List<OutboxRelay> relays;

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (OutboxRelay relay : relays) {
            health.withDetail(relay.collection() + ".backlog", relay.backlog());
            relay.brokerUnavailableSince()
                    .ifPresent(since ->
                            health.withDetail(relay.collection() + ".brokerUnavailableSince", since.toString()));
            if (relay.rejected() > 0) {
                health.withDetail(relay.collection() + ".rejected", relay.rejected());
            }
            if (!relay.isAlive()) {
                health.down().withDetail(relay.collection(), "its relay is not running");
            } else if (relay.sinceLastSweep().compareTo(TOO_LONG) > 0) {
                health.down()
                        .withDetail(
                                relay.collection(),
                                "not swept for " + relay.sinceLastSweep().toSeconds() + " s");
            }
        }
        return health.build();
    }
}
