package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.messaging.Leases;
import io.checkoutsuite.web.checkout.CheckoutState;
import io.checkoutsuite.web.checkout.CheckoutStates;
import io.checkoutsuite.web.checkout.CheckoutStatesUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Recovers authorizations that a dead process, an unavailable gateway or a refusing gateway left unfinished. Elapsed time alone never
 * causes a reversal: the cart service is first asked for the outcome of the checkout, and while it is unavailable all holds stay in place.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class AuthorizationSweep {

    static final int BATCH = 200;

    private final Authorizations authorizations;
    private final AuthorizePayments authorizePayments;
    private final ReversePayments reversePayments;
    private final FollowUps followUps;
    private final CheckoutStates checkoutStates;
    private final PaymentSettings settings;
    private final Leases leases;
    private final Clock clock;

    @Scheduled(fixedDelayString = "${suite.payment.sweep-interval:1s}")
    void sweep() {
        try {
            leases.whileHolding("authorizations", Duration.ofSeconds(30), this::sweepOnce);
        } catch (RuntimeException trouble) {
            log.warn("The recovery of authorizations failed and will be retried", trouble);
        }
    }

    private int sweepOnce() {
        Instant now = clock.instant();
        List<Authorization> running = authorizations.abandoned(State.RUNNING, now.minus(settings.grace()), BATCH);
        running.stream().collect(Collectors.groupingBy(Authorization::tenant)).forEach(this::settle);
        List<Authorization> reversing = Stream.of(State.REVERSING, State.REVERSAL_FAILED)
                .flatMap(state -> authorizations.abandoned(state, now, BATCH).stream())
                .toList();
        reversing.forEach(left -> safely(left, reversePayments::goOn));
        authorizations.asking(now, BATCH).forEach(this::finishOrPass);
        return running.size() + reversing.size();
    }

    private void settle(String tenant, List<Authorization> running) {
        try {
            Map<String, CheckoutState> states = checkoutStates.of(
                    tenant, running.stream().map(Authorization::requestId).toList());
            running.forEach(left -> safely(left, same -> settle(same, states.get(same.requestId()))));
        } catch (CheckoutStatesUnavailableException noAnswer) {
            log.warn(
                    "{} unfinished authorizations stay held: the outcomes of their checkouts are unavailable from the cart service ({})",
                    running.size(),
                    noAnswer.getMessage());
        }
    }

    private void settle(Authorization left, @Nullable CheckoutState checkout) {
        log.info("{} was left in state {}, and its checkout is {}", left.id(), left.state(), checkout);
        switch (checkout) {
            // The node that resumes the checkout sends its request again.
            case RUNNING -> authorizePayments.lookUp(left);
            case ROLLED_BACK, UNKNOWN -> reversePayments.goOn(left);
            case COMPLETED -> {
                log.error("{} belongs to an order, but its payments are not fully authorized", left.id());
                authorizePayments.lookUp(left);
            }
            case null -> throw new IllegalStateException("There is no checkout state of " + left.id());
        }
    }

    /** Postpones it whatever the outcome, so that the others get their turn: one whose gateway is no longer configured never finishes. */
    private void finishOrPass(Authorization asking) {
        safely(asking, this::finish);
        authorizations.askAgain(asking, clock.instant().plus(settings.lease()));
    }

    private void finish(Authorization authorization) {
        reversePayments.giveBackOrphans(authorization);
        // A caller that repeats its request has as much time as the first call had.
        followUps.finishOlderThan(authorization, clock.instant().minus(settings.lease()));
    }

    private void safely(Authorization left, Consumer<Authorization> work) {
        try {
            work.accept(left);
        } catch (RuntimeException trouble) {
            log.warn("{} could not be recovered and will be retried", left.id(), trouble);
        }
    }
}
