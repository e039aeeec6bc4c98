package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.messaging.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds what a dead process, an absent gateway or a refusing one left half-way, and has it given back. */
@Slf4j
@Component
@RequiredArgsConstructor
class AuthorizationSweep {

    private static final int BATCH = 200;

    private final Authorizations authorizations;
    private final ReversePayments reversePayments;
    private final FollowUps followUps;
    private final PaymentSettings settings;
    private final Leases leases;
    private final Clock clock;

    @Scheduled(fixedDelayString = "${suite.payment.sweep-interval:1s}")
    void sweep() {
        try {
            leases.whileHolding("authorizations", Duration.ofSeconds(30), this::sweepOnce);
        } catch (RuntimeException trouble) {
            log.warn("The sweep of authorizations failed and will be tried again", trouble);
        }
    }

    private int sweepOnce() {
        Instant now = clock.instant();
        List<Authorization> abandoned = Stream.of(
                        authorizations.abandoned(State.RUNNING, now.minus(settings.grace()), BATCH),
                        authorizations.abandoned(State.REVERSING, now, BATCH),
                        authorizations.abandoned(State.REVERSAL_FAILED, now, BATCH))
                .flatMap(List::stream)
                .toList();
        abandoned.forEach(this::goOn);
        authorizations.asking(BATCH).forEach(this::finish);
        return abandoned.size();
    }

    private void finish(Authorization authorization) {
        try {
            reversePayments.giveBackOrphans(authorization);
            // Whoever sends the request again has as long as the first call had.
            followUps.finishOlderThan(authorization, clock.instant().minus(settings.lease()));
        } catch (RuntimeException trouble) {
            log.warn(
                    "What {} asks of gateways could not be finished and will be tried again",
                    authorization.id(),
                    trouble);
        }
    }

    private void goOn(Authorization authorization) {
        try {
            log.info("{} was left {} and is gone on with", authorization.id(), authorization.state());
            reversePayments.goOn(authorization);
        } catch (RuntimeException trouble) {
            log.warn("{} could not be gone on with and will be tried again", authorization.id(), trouble);
        }
    }
}
