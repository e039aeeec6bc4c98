package io.checkoutsuite.payment.authorization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lease of one call on an authorization. A conditional write renews it while gateways are being called. */
final class GatewayLease implements Fence {

    private final Authorizations authorizations;
    private final PaymentSettings settings;
    private final Clock clock;
    private Authorization leased;
    private boolean lost;

    /** @param leased as written, with the lease of this call */
    GatewayLease(Authorizations authorizations, PaymentSettings settings, Clock clock, Authorization leased) {
        this.authorizations = authorizations;
        this.settings = settings;
        this.clock = clock;
        this.leased = leased;
    }

    /** The authorization as last read or written under this lease. */
    Authorization authorization() {
        return leased;
    }

    @Override
    public boolean covers(Duration call) {
        while (!lost && !outlasts(call)) {
            Instant until = clock.instant().plus(settings.lease());
            // Race: a node that has taken over has written another version, so this lease is not renewed.
            Authorization renewed = leased.withLease(leased.requiredLease().until(until));
            if (authorizations.change(renewed, List.of())) {
                leased = renewed;
                return true;
            }
            Optional<Authorization> current = authorizations.of(leased.tenant(), leased.requestId());
            // Another call may make the reversal final without taking it over; the lease is not lost then.
            lost = current.filter(found -> found.state() == leased.state() && found.isLeasedBy(leased.lease()))
                    .isEmpty();
            leased = lost ? leased : current.orElse(leased);
        }
        return !lost;
    }

    private boolean outlasts(Duration call) {
        return !leased.requiredLease().until().isBefore(clock.instant().plus(call));
    }
}
