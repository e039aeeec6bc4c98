package io.checkoutsuite.payment.checkout;

import static java.util.Objects.requireNonNull;

import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.AuthorizationOutcome;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Authorized;
import io.checkoutsuite.payment.authorization.Awaiting;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.DeclinedPayment;
import io.checkoutsuite.payment.authorization.FailedAuthorization;
import io.checkoutsuite.payment.authorization.FailureOutcome;
import io.checkoutsuite.payment.authorization.HeldAuthorization;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.authorization.PaymentSettings;
import io.checkoutsuite.payment.authorization.PaymentSettings.PaymentAction;
import io.checkoutsuite.payment.authorization.Reversing;
import io.checkoutsuite.payment.authorization.Running;
import io.checkoutsuite.payment.authorization.StatusChanges;
import io.checkoutsuite.payment.authorization.Tombstone;
import io.checkoutsuite.payment.authorization.Unavailable;
import io.checkoutsuite.payment.authorization.UnusablePayment;
import io.checkoutsuite.payment.authorization.Waiting;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest.Action;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayCapabilities.Feature;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.NextAction;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.lease.GatewayLease;
import io.checkoutsuite.payment.lease.LeaseWait;
import io.checkoutsuite.payment.lease.LeasedElsewhereException;
import io.checkoutsuite.payment.payment.Payment;
import io.checkoutsuite.payment.payment.PaymentIntent;
import io.checkoutsuite.payment.payment.Transaction;
import io.checkoutsuite.payment.payment.Transaction.Origin;
import io.checkoutsuite.payment.payment.TransactionFailureType;
import io.checkoutsuite.payment.payment.TransactionSource;
import io.checkoutsuite.payment.payment.TransactionType;
import io.checkoutsuite.payment.reversal.ReversePayments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Authorizes the payments of a checkout attempt: all of them or none, and no reference twice.
 *
 * <p>The intended payments are stored before any gateway is called, and the outcome is stored in one write afterwards. A node that finds an
 * unfinished authorization therefore knows which references to look up.
 */
@Slf4j
@Component
public class AuthorizePayments {

    private final Authorizations authorizations;
    private final Gateways gateways;
    private final GatewayAuthorization gatewayAuthorization;
    private final ReversePayments reversePayments;
    private final SavedPaymentCheck savedPaymentCheck;
    private final List<PaymentScreening> screenings;
    private final PaymentSettings settings;
    private final LeaseWait leaseWait;
    private final Clock clock;

    public AuthorizePayments(
            Authorizations authorizations,
            Gateways gateways,
            ReversePayments reversePayments,
            SavedPaymentCheck savedPaymentCheck,
            List<PaymentScreening> screenings,
            PaymentSettings settings,
            Clock clock) {
        this.authorizations = authorizations;
        this.gateways = gateways;
        this.gatewayAuthorization = new GatewayAuthorization(settings);
        this.reversePayments = reversePayments;
        this.savedPaymentCheck = savedPaymentCheck;
        this.screenings = screenings;
        this.settings = settings;
        this.leaseWait = new LeaseWait(settings.inProgressTimeout());
        this.clock = clock;
    }

    /**
     * Authorizes the payments, or returns the earlier outcome of the same request.
     *
     * @param intents with known gateways; their amounts add up to the purpose's total
     */
    public AuthorizationOutcome authorize(
            String tenant, String requestId, PaymentPurpose purpose, List<PaymentIntent> intents) {
        List<UnusablePayment> unusable = savedPaymentCheck.unusable(tenant, purpose.customerId(), intents);
        // A repeated request gets its earlier outcome, even if a payment method has expired since.
        if (!unusable.isEmpty() && authorizations.of(tenant, requestId).isEmpty()) {
            return new AuthorizationOutcome.Unusable(unusable);
        }
        Instant now = clock.instant();
        Running first = Running.begun(tenant, requestId, purpose, intents, settings.newLease(now), now);
        if (authorizations.begin(first)) {
            return run(first, false);
        }
        return leaseWait.await(
                () -> {
                    Authorization known = authorizations
                            .of(tenant, requestId)
                            .orElseThrow(() -> new IllegalStateException(first.id() + " no longer exists"));
                    return resume(known, purpose, intents);
                },
                new AuthorizationOutcome.InProgress());
    }

    /** @throws LeasedElsewhereException if another call is working on it */
    private AuthorizationOutcome resume(Authorization known, PaymentPurpose purpose, List<PaymentIntent> intents) {
        return switch (known) {
            case Tombstone tombstone -> new AuthorizationOutcome.Closed();
            case BegunAuthorization begun
            when !begun.isFor(purpose, intents) -> new AuthorizationOutcome.RequestIdReused();
            case HeldAuthorization held -> new AuthorizationOutcome.Authorized(held);
            case Running running -> takeOver(running);
            case Awaiting awaiting -> lookUpResult(awaiting);
            case Unavailable unavailable -> retry(unavailable);
            case FailedAuthorization failed -> outcome(failed.outcome());
        };
    }

    private static AuthorizationOutcome outcome(FailureOutcome failure) {
        return switch (failure) {
            case FailureOutcome.Refused(var declines) -> new AuthorizationOutcome.Refused(declines);
            case FailureOutcome.Unavailable() -> new AuthorizationOutcome.Unavailable();
            case FailureOutcome.Reversed reversed -> new AuthorizationOutcome.Closed();
        };
    }

    private AuthorizationOutcome retry(Unavailable unavailable) {
        Optional<Running> restarted = unavailable.restarted(settings.newLease(clock.instant()));
        if (restarted.isEmpty()) {
            return new AuthorizationOutcome.Unavailable();
        }
        Running mine = restarted.get();
        if (!authorizations.change(mine, List.of())) {
            throw new LeasedElsewhereException(mine.id());
        }
        return run(mine, false);
    }

    private AuthorizationOutcome takeOver(Running running) {
        Instant now = clock.instant();
        Running mine = running.withLease(settings.newLease(now));
        if (!running.lease().isExpired(now) || !authorizations.change(mine, List.of())) {
            throw new LeasedElsewhereException(running.id());
        }
        log.info("{} was left unfinished; its outcome is looked up at the gateways", mine.id());
        return run(mine, true);
    }

    /**
     * Looks the outcome up at the gateways and continues: with the payments after the one that waited, or with a reversal.
     *
     * @throws LeasedElsewhereException if another call is working on it
     */
    public AuthorizationOutcome lookUpResult(Awaiting awaiting) {
        Running mine = awaiting.lookingUp(settings.newLease(clock.instant()));
        // Race: of a notification, the buyer's return and recovery at the same moment, only one finds this version.
        if (!authorizations.change(mine, List.of())) {
            throw new LeasedElsewhereException(awaiting.id());
        }
        return run(mine, true);
    }

    /**
     * Does the same for an authorization whose process died while it looked the outcome up.
     *
     * @throws LeasedElsewhereException if another call is working on it
     */
    public AuthorizationOutcome lookUpResult(Running interrupted) {
        return takeOver(interrupted);
    }

    /** @param resumed whether an earlier process may have called gateways for these references */
    private AuthorizationOutcome run(Running mine, boolean resumed) {
        GatewayLease<Running> lease = new GatewayLease<>(authorizations, settings, clock, mine);
        Origin origin = new Origin(mine.requestId(), TransactionSource.CHECKOUT, clock.instant());
        List<Payment> processed = new ArrayList<>();
        for (Payment payment : byPriority(mine.payments())) {
            PaymentGateway gateway = gateways.required(payment.gateway());
            GatewayAuthorizationRequest request = gatewayRequest(mine, payment, gateway);
            switch (gatewayAuthorization.authorize(gateway, request, resumed, lease)) {
                case GatewayAuthorization.Outcome.Responded(GatewayAuthorizationResponse response) -> {
                    processed.add(recorded(payment, request, origin, response)
                            .map(payment::with)
                            .orElse(payment));
                    switch (response) {
                        case GatewayAuthorizationResponse.Approved approved -> {}
                        case GatewayAuthorizationResponse.Pending pending -> {}
                        case GatewayAuthorizationResponse.ActionRequired(NextAction action) -> {
                            return await(lease, resumed, processed, payment, action, settings.challengeTimeout());
                        }
                        case GatewayAuthorizationResponse.ResultAwaited() -> {
                            return await(lease, resumed, processed, payment, null, settings.resultTimeout());
                        }
                        case GatewayAuthorizationResponse.Declined(var type, String message) -> {
                            return reverse(
                                    lease,
                                    resumed,
                                    processed,
                                    new FailureOutcome.Refused(
                                            List.of(new DeclinedPayment(payment.paymentId(), type, message))));
                        }
                        case GatewayAuthorizationResponse.Closed closed -> {
                            return reverse(lease, resumed, processed, new FailureOutcome.Unavailable());
                        }
                    }
                }
                case GatewayAuthorization.Outcome.NeverReached()
                when canWait(mine) -> {
                    return awaitAgain(lease, processed);
                }
                case GatewayAuthorization.Outcome.Unknown()
                when canWait(mine) -> {
                    return awaitAgain(lease, processed);
                }
                case GatewayAuthorization.Outcome.NeverReached() -> {
                    processed.add(
                            payment.with(failed(payment, request, origin, TransactionFailureType.UNREACHABLE, null)));
                    return reverse(lease, resumed, processed, new FailureOutcome.Unavailable());
                }
                case GatewayAuthorization.Outcome.Unknown() -> {
                    processed.add(payment);
                    return reverse(lease, resumed, processed, new FailureOutcome.Unavailable());
                }
                case GatewayAuthorization.Outcome.FenceLost() -> {
                    return reversePayments.handleLate(lease.authorization().withOutcomes(processed));
                }
            }
        }
        Running before = lease.authorization();
        Authorized held = before.authorized(processed);
        return switch (screen(held)) {
            case ScreeningResult.Passed() -> finish(before, processed, held, new AuthorizationOutcome.Authorized(held));
            case ScreeningResult.Refused(var refusals) ->
                reverse(lease, resumed, processed, new FailureOutcome.Refused(refusals));
            case ScreeningResult.Unavailable() -> reverse(lease, resumed, processed, new FailureOutcome.Unavailable());
        };
    }

    /** Waits for the payment, unless its time is over. */
    private AuthorizationOutcome await(
            GatewayLease<Running> lease,
            boolean resumed,
            List<Payment> processed,
            Payment payment,
            @Nullable NextAction action,
            Duration timeout) {
        Running mine = lease.authorization();
        Instant now = clock.instant();
        // A second payment that has to wait has a time of its own.
        Waiting waiting = Optional.ofNullable(mine.waiting())
                .filter(before -> before.paymentId().equals(payment.paymentId()))
                .map(before -> before.lookedUp(action))
                .orElseGet(() -> new Waiting(payment.paymentId(), action, now.plus(timeout), 0));
        return now.isBefore(waiting.until())
                ? suspend(mine, processed, waiting, now)
                : reverse(lease, resumed, processed, notInTime(payment));
    }

    /** Whether the outcome may still be found later, because its gateway did not respond. */
    private boolean canWait(Running mine) {
        return mine.waiting() != null && clock.instant().isBefore(mine.waiting().until());
    }

    private AuthorizationOutcome awaitAgain(GatewayLease<Running> lease, List<Payment> processed) {
        Running mine = lease.authorization();
        Waiting before = requireNonNull(mine.waiting());
        return suspend(mine, processed, before.lookedUp(before.nextAction()), clock.instant());
    }

    private AuthorizationOutcome suspend(Running mine, List<Payment> processed, Waiting waiting, Instant now) {
        Instant lookUp = now.plus(settings.backOffAfterLookUps(waiting.lookUps()));
        Awaiting awaiting =
                mine.awaiting(processed, waiting, lookUp.isBefore(waiting.until()) ? lookUp : waiting.until());
        return finish(mine, processed, awaiting, new AuthorizationOutcome.Awaiting(awaiting));
    }

    private static FailureOutcome notInTime(Payment payment) {
        return new FailureOutcome.Refused(List.of(
                new DeclinedPayment(payment.paymentId(), DeclineType.SOFT, "The payment was not confirmed in time")));
    }

    /** Empty while there is no outcome. */
    private static Optional<Transaction> recorded(
            Payment payment,
            GatewayAuthorizationRequest request,
            Origin origin,
            GatewayAuthorizationResponse response) {
        return switch (response) {
            case GatewayAuthorizationResponse.Approved(boolean sale) ->
                Optional.of(Transaction.effective(
                        sale ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                        payment.reference(),
                        payment.intentReference(),
                        origin,
                        payment.amount()));
            case GatewayAuthorizationResponse.Pending() ->
                Optional.of(Transaction.effective(
                        TransactionType.PENDING,
                        payment.reference(),
                        payment.intentReference(),
                        origin,
                        payment.amount()));
            case GatewayAuthorizationResponse.ActionRequired required -> Optional.empty();
            case GatewayAuthorizationResponse.ResultAwaited awaited -> Optional.empty();
            case GatewayAuthorizationResponse.Declined(var type, var message) ->
                Optional.of(failed(payment, request, origin, TransactionFailureType.DECLINED, type));
            case GatewayAuthorizationResponse.Closed() ->
                Optional.of(failed(payment, request, origin, TransactionFailureType.CANCELLED, null));
        };
    }

    /**
     * Looks up and records the outcome of a dead node's calls, and authorizes nothing more. The checkout still runs, keeps its holds, and
     * sends its request again when it is resumed.
     */
    public void lookUp(Running interrupted) {
        Running mine = interrupted.withLease(settings.newLease(clock.instant()));
        if (!authorizations.change(mine, List.of())) {
            return;
        }
        GatewayLease<Running> lease = new GatewayLease<>(authorizations, settings, clock, mine);
        Origin origin = new Origin(mine.requestId(), TransactionSource.RECOVERY, clock.instant());
        List<Payment> found = mine.payments().stream()
                .filter(payment -> payment.authorization().isEmpty())
                .flatMap(payment -> {
                    PaymentGateway gateway = gateways.required(payment.gateway());
                    GatewayAuthorizationRequest request = gatewayRequest(mine, payment, gateway);
                    return gatewayAuthorization
                            .find(gateway, request, lease)
                            .flatMap(response -> recorded(payment, request, origin, response))
                            .map(payment::with)
                            .stream();
                })
                .toList();
        Running before = lease.authorization();
        Instant now = clock.instant();
        Running known = before.released(found, now);
        authorizations.change(known, StatusChanges.between(before, known, now));
    }

    private GatewayAuthorizationRequest gatewayRequest(Running mine, Payment payment, PaymentGateway gateway) {
        return payment.authorizationRequest(
                mine.tenant(),
                mine.requestId(),
                action(payment, gateway.capabilities()),
                mine.purpose().orderNumber());
    }

    private sealed interface ScreeningResult {

        record Passed() implements ScreeningResult {}

        record Refused(List<DeclinedPayment> refusals) implements ScreeningResult {}

        record Unavailable() implements ScreeningResult {}
    }

    private ScreeningResult screen(Authorized held) {
        try {
            List<DeclinedPayment> refusals = screenings.stream()
                    .flatMap(screening -> screening.refusals(held.tenant(), held.purpose(), held.payments()).stream())
                    .toList();
            return refusals.isEmpty() ? new ScreeningResult.Passed() : new ScreeningResult.Refused(refusals);
        } catch (RuntimeException failure) {
            log.warn("{} could not be screened and is reversed", held.id(), failure);
            return new ScreeningResult.Unavailable();
        }
    }

    private Action action(Payment payment, GatewayCapabilities capabilities) {
        if (capabilities.supports(Feature.CONFIRMATION) && payment.type().equals(Payment.THIRD_PARTY_ACCOUNT)) {
            return Action.CONFIRM;
        }
        return settings.atCheckout() == PaymentAction.SALE && capabilities.supports(Feature.SALE_AT_CHECKOUT)
                ? Action.SALE
                : Action.AUTHORIZE;
    }

    private List<Payment> byPriority(List<Payment> payments) {
        return payments.stream()
                .sorted(Comparator.comparingInt(payment ->
                        gateways.required(payment.gateway()).capabilities().priority()))
                .toList();
    }

    private static Transaction failed(
            Payment payment,
            GatewayAuthorizationRequest request,
            Origin origin,
            TransactionFailureType failure,
            @Nullable DeclineType declineType) {
        return Transaction.failed(
                request.sale() ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                payment.reference(),
                payment.intentReference(),
                origin,
                payment.amount(),
                failure,
                declineType);
    }

    /** All or none: the decision to reverse is stored first, and then everything authorized so far is reversed at once (G3). */
    private AuthorizationOutcome reverse(
            GatewayLease<Running> lease, boolean resumed, List<Payment> processed, FailureOutcome failure) {
        Running mine = lease.authorization();
        List<Payment> mayBeHeld = resumed ? mine.withOutcomes(processed).payments() : processed;
        if (mayBeHeld.stream().allMatch(Payment::holdsNothing)) {
            return finish(mine, processed, mine.failed(processed, failure), outcome(failure));
        }
        Instant now = clock.instant();
        Reversing reversing = mine.reversing(processed, failure, settings.newLease(now));
        // Guards against a node that has taken over in the meantime: only one of the two carries out its decision at
        // the gateways.
        if (!authorizations.change(reversing, StatusChanges.between(mine, reversing, now))) {
            return reversePayments.handleLate(mine.withOutcomes(processed));
        }
        reversePayments.finish(reversing, mayBeHeld, TransactionSource.CHECKOUT);
        return outcome(failure);
    }

    private AuthorizationOutcome finish(
            Running mine, List<Payment> processed, BegunAuthorization ended, AuthorizationOutcome outcome) {
        if (authorizations.change(ended, StatusChanges.between(mine, ended, clock.instant()))) {
            return outcome;
        }
        return reversePayments.handleLate(mine.withOutcomes(processed));
    }
}
