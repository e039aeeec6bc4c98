package io.checkoutsuite.payment.recovery;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.UnfinishedReversal;
import io.checkoutsuite.payment.capture.CapturesAndRefunds;
import io.checkoutsuite.payment.checkout.AuthorizePayments;
import io.checkoutsuite.payment.reversal.ReversePayments;
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
class AuthorizationRecovery {

    static final int BATCH = 200;

    private final Authorizations authorizations;
    private final AuthorizePayments authorizePayments;
    private final ReversePayments reversePayments;
    private final CapturesAndRefunds capturesAndRefunds;
    private final CheckoutStates checkoutStates;
    private final PaymentSettings settings;
    private final Leases leases;
    private final Clock clock;
    private final LogLimiter failures = new LogLimiter();

    @Scheduled(fixedDelayString = "${suite.payment.recovery-interval:1s}")
    void recover() {
        try {
            leases.whileHolding("authorizations", Duration.ofSeconds(30), this::recoverOnce);
        } catch (RuntimeException failure) {
            failures.log(
                    "recovery",
                    suppressed -> log.warn(
                            "The recovery of authorizations failed and will be retried{}", suppressed, failure));
        }
    }

    private int recoverOnce() {
        Instant now = clock.instant();
        List<Running> running = authorizations.interrupted(now.minus(settings.grace()), BATCH);
        running.stream().collect(Collectors.groupingBy(Authorization::tenant)).forEach(this::resolve);
        List<UnfinishedReversal> reversals = authorizations.reversalsDue(now, BATCH);
        reversals.forEach(reversal -> safely(reversal, reversePayments::resume));
        authorizations.dueForRecovery(now, BATCH).forEach(this::finishAndPostpone);
        return running.size() + reversals.size();
    }

    private void resolve(String tenant, List<Running> running) {
        try {
            Map<String, CheckoutState> states = checkoutStates.of(
                    tenant, running.stream().map(Authorization::requestId).toList());
            running.forEach(authorization ->
                    safely(authorization, same -> resolve(same, states.get(same.requestId()))));
        } catch (CheckoutStatesUnavailableException unavailable) {
            failures.log(
                    "outcomes of " + tenant,
                    suppressed -> log.warn(
                            "{} unfinished authorizations stay held: the outcomes of their checkouts are unavailable from the cart service ({}){}",
                            running.size(),
                            unavailable.getMessage(),
                            suppressed));
        }
    }

    private void resolve(Running authorization, @Nullable CheckoutState checkout) {
        log.info(
                "{} was left in state {}, and its checkout is {}", authorization.id(), authorization.state(), checkout);
        switch (checkout) {
            // The node that resumes the checkout sends its request again.
            case RUNNING -> authorizePayments.lookUp(authorization);
            case ROLLED_BACK, UNKNOWN -> reversePayments.reverseInterrupted(authorization);
            case COMPLETED -> {
                log.error("{} belongs to an order, but its payments are not fully authorized", authorization.id());
                authorizePayments.lookUp(authorization);
            }
            case null -> throw new IllegalStateException("There is no checkout state of " + authorization.id());
        }
    }

    /** Postpones it whatever the outcome, so that the others get their turn: one whose gateway is no longer configured never finishes. */
    private void finishAndPostpone(BegunAuthorization authorization) {
        safely(authorization, this::finish);
        authorizations.postponeRecovery(authorization, clock.instant().plus(settings.lease()));
    }

    private void finish(BegunAuthorization authorization) {
        reversePayments.releaseOrphanedHolds(authorization);
        if (authorization instanceof Bound bound) {
            // A caller that repeats its request has as much time as the first call had.
            capturesAndRefunds.finishOlderThan(bound, clock.instant().minus(settings.lease()));
        }
    }

    private <A extends Authorization> void safely(A authorization, Consumer<A> work) {
        try {
            work.accept(authorization);
        } catch (RuntimeException failure) {
            failures.log(
                    authorization.id(),
                    suppressed -> log.warn(
                            "{} could not be recovered and will be retried{}",
                            authorization.id(),
                            suppressed,
                            failure));
        }
    }
}
