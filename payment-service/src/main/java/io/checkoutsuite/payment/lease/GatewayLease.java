package io.checkoutsuite.payment.lease;

import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Leased;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lease of one call on an authorization. A conditional write renews it while gateways are being called. */
public final class GatewayLease<A extends BegunAuthorization & Leased<A>> implements Fence {

    private final Authorizations authorizations;
    private final PaymentSettings settings;
    private final Clock clock;
    private A leased;
    private boolean lost;

    /** @param leased as written, with the lease of this call */
    public GatewayLease(Authorizations authorizations, PaymentSettings settings, Clock clock, A leased) {
        this.authorizations = authorizations;
        this.settings = settings;
        this.clock = clock;
        this.leased = leased;
    }

    /** The authorization as last read or written under this lease. */
    public A authorization() {
        return leased;
    }

    @Override
    public boolean covers(Duration call) {
        while (!lost && !outlasts(call)) {
            Instant until = clock.instant().plus(settings.lease());
            // Race: a node that has taken over has written another version, so this lease is not renewed.
            A renewed = leased.withLease(leased.lease().until(until));
            if (authorizations.change(renewed, List.of())) {
                leased = renewed;
                return true;
            }
            // Another call may make the reversal final without taking it over; the lease is not lost then.
            Optional<A> current =
                    authorizations.of(leased.tenant(), leased.requestId()).flatMap(leased::stillLeased);
            lost = current.isEmpty();
            leased = current.orElse(leased);
        }
        return !lost;
    }

    private boolean outlasts(Duration call) {
        return !leased.lease().until().isBefore(clock.instant().plus(call));
    }
}
