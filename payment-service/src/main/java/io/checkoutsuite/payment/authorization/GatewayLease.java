package io.checkoutsuite.payment.authorization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lease of one call on an authorization that it has claimed; renewed by a conditional write for as long as gateways are talked to. */
final class GatewayLease implements Fence {

    private final Authorizations authorizations;
    private final PaymentSettings settings;
    private final Clock clock;
    private Authorization mine;
    private boolean lost;

    /** @param claimed as written, with the claim of this call */
    GatewayLease(Authorizations authorizations, PaymentSettings settings, Clock clock, Authorization claimed) {
        this.authorizations = authorizations;
        this.settings = settings;
        this.clock = clock;
        this.mine = claimed;
    }

    /** As last seen under this lease. */
    Authorization authorization() {
        return mine;
    }

    @Override
    public boolean covers(Duration call) {
        while (!lost && !outlasts(call)) {
            Instant until = clock.instant().plus(settings.lease());
            // Whoever took over has written another version: then nothing is renewed.
            Authorization renewed = mine.claimed(mine.requiredClaim().until(until));
            if (authorizations.change(renewed, List.of())) {
                mine = renewed;
                return true;
            }
            Optional<Authorization> current = authorizations.of(mine.tenant(), mine.requestId());
            // That a reversal is to be for good is written into it without taking it over.
            lost = current.filter(found -> found.state() == mine.state() && found.isClaimedBy(mine.claim()))
                    .isEmpty();
            mine = lost ? mine : current.orElse(mine);
        }
        return !lost;
    }

    private boolean outlasts(Duration call) {
        return !mine.requiredClaim().until().isBefore(clock.instant().plus(call));
    }
}
