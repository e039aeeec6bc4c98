package io.checkoutsuite.payment.recovery;

import io.checkoutsuite.log.LogLimiter;
import io.checkoutsuite.mongo.Leases;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.Bound;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.UnfinishedReversal;
import io.checkoutsuite.payment.checkout.AuthorizePayments;
import io.checkoutsuite.payment.checkout.PaymentResults;
import io.checkoutsuite.payment.lease.LeasedElsewhereException;
import io.checkoutsuite.payment.operation.PaymentOperations;
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
    private final PaymentOperations paymentOperations;
    private final PaymentResults paymentResults;
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

    @Scheduled(fixedDelayString = "${suite.payment.expiry-interval:1m}")
    void releaseUnreceived() {
        try {
            leases.whileHolding("expired-payments", Duration.ofSeconds(30), this::releaseUnreceivedOnce);
        } catch (RuntimeException failure) {
            failures.log(
                    "expiry",
                    suppressed -> log.warn(
                            "The release of payments that did not arrive failed and will be retried{}",
                            suppressed,
                            failure));
        }
    }

    private int releaseUnreceivedOnce() {
        List<Bound> expired = authorizations.expired(clock.instant(), BATCH);
        expired.forEach(bound -> safely(bound, paymentOperations::releaseUnreceived));
        return expired.size();
    }

    private int recoverOnce() {
        Instant now = clock.instant();
        List<Running> running = authorizations.interrupted(now.minus(settings.grace()), BATCH);
        running.stream().collect(Collectors.groupingBy(Authorization::tenant)).forEach(this::resolve);
        List<Awaiting> awaiting = authorizations.lookUpsDue(now, BATCH);
        awaiting.forEach(authorization -> safely(authorization, paymentResults::lookUp));
        List<UnfinishedReversal> reversals = authorizations.reversalsDue(now, BATCH);
        reversals.forEach(reversal -> safely(reversal, reversePayments::resume));
        authorizations.dueForRecovery(now, BATCH).forEach(this::finishAndPostpone);
        return running.size() + awaiting.size() + reversals.size();
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
            case RUNNING -> {
                if (authorization.waiting() != null) {
                    // Its checkout waits to be told.
                    paymentResults.lookUp(authorization);
                } else {
                    // The node that resumes the checkout sends its request again.
                    authorizePayments.lookUp(authorization);
                }
            }
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
        Instant now = clock.instant();
        Duration age = authorization
                .oldestPendingOperation()
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
        authorizations.postponeRecovery(authorization, now.plus(settings.backOffOfOperation(age)));
    }

    private void finish(BegunAuthorization authorization) {
        reversePayments.releaseOrphanedHolds(authorization);
        paymentResults.announceResult(authorization);
        if (authorization instanceof Bound bound) {
            // A caller that repeats its request has as much time as the first call had.
            paymentOperations.finishOlderThan(bound, clock.instant().minus(settings.lease()));
        }
    }

    private <A extends Authorization> void safely(A authorization, Consumer<A> work) {
        try {
            work.accept(authorization);
        } catch (LeasedElsewhereException elsewhere) {
            log.debug("{} is handled by another call", authorization.id());
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
