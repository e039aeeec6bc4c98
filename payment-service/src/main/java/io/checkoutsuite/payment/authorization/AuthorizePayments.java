package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.authorization.PaymentSettings.PaymentAction;
import io.checkoutsuite.payment.authorization.Transaction.Origin;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationRequest.Action;
import io.checkoutsuite.payment.gateway.GatewayAuthorizationResponse;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.Gateways;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lombok.RequiredArgsConstructor;
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
@RequiredArgsConstructor
public class AuthorizePayments {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final Authorizations authorizations;
    private final Gateways gateways;
    private final GatewayAuthorization gatewayAuthorization;
    private final ReversePayments reversePayments;
    private final StatusChanges statusChanges;
    private final List<PaymentScreening> screenings;
    private final PaymentSettings settings;
    private final Clock clock;

    /**
     * Authorizes the payments, or returns the earlier outcome of the same request.
     *
     * @param intents with known gateways; their amounts add up to the purpose's total
     */
    public AuthorizationOutcome authorize(
            String tenant, String requestId, PaymentPurpose purpose, List<PaymentIntent> intents) {
        Instant now = clock.instant();
        Authorization first = Authorization.begun(tenant, requestId, purpose, intents, settings.newLease(now), now);
        if (authorizations.begin(first)) {
            return run(first, false);
        }
        Instant deadline = now.plus(settings.inProgressTimeout());
        while (true) {
            Authorization known = authorizations
                    .of(tenant, requestId)
                    .orElseThrow(() -> new IllegalStateException(first.id() + " no longer exists"));
            if (known.purpose() == null) {
                return new AuthorizationOutcome.Closed();
            }
            if (!known.isFor(purpose, intents)) {
                return new AuthorizationOutcome.RequestIdReused();
            }
            switch (resume(known)) {
                case Next.Done(AuthorizationOutcome outcome) -> {
                    return outcome;
                }
                case Next.Retry() -> {
                    if (clock.instant().isAfter(deadline)) {
                        return new AuthorizationOutcome.InProgress();
                    }
                    InterruptibleSleep.sleep(POLL_INTERVAL);
                }
            }
        }
    }

    private sealed interface Next {

        record Done(AuthorizationOutcome outcome) implements Next {}

        record Retry() implements Next {}
    }

    private Next resume(Authorization known) {
        return switch (known.state()) {
            case AUTHORIZED, BOUND -> new Next.Done(new AuthorizationOutcome.Authorized(known));
            case REFUSED -> new Next.Done(new AuthorizationOutcome.Refused(known.declines()));
            case REVERSED -> new Next.Done(new AuthorizationOutcome.Closed());
            case REVERSING, REVERSAL_FAILED -> new Next.Done(outcomeAfter(known));
            case UNAVAILABLE -> retry(known);
            case RUNNING -> takeOver(known);
        };
    }

    private static AuthorizationOutcome outcomeAfter(Authorization reversing) {
        return switch (reversing.targetState()) {
            case REFUSED -> new AuthorizationOutcome.Refused(reversing.declines());
            case UNAVAILABLE -> new AuthorizationOutcome.Unavailable();
            case null, default -> new AuthorizationOutcome.Closed();
        };
    }

    private Next retry(Authorization unavailable) {
        if (!unavailable.mayRetry()) {
            return new Next.Done(new AuthorizationOutcome.Unavailable());
        }
        Authorization mine = unavailable.restarted(settings.newLease(clock.instant()));
        return authorizations.change(mine, List.of()) ? new Next.Done(run(mine, false)) : new Next.Retry();
    }

    private Next takeOver(Authorization running) {
        Instant now = clock.instant();
        if (!running.isFree(now)) {
            return new Next.Retry();
        }
        Authorization mine = running.withLease(settings.newLease(now));
        if (!authorizations.change(mine, List.of())) {
            return new Next.Retry();
        }
        log.info("{} was left unfinished; its outcome is looked up at the gateways", mine.id());
        return new Next.Done(run(mine, true));
    }

    /** @param resumed whether an earlier process may have called gateways for these references */
    private AuthorizationOutcome run(Authorization mine, boolean resumed) {
        GatewayLease lease = new GatewayLease(authorizations, settings, clock, mine);
        Origin origin = new Origin(mine.requestId(), TransactionSource.CHECKOUT, clock.instant());
        List<Payment> processed = new ArrayList<>();
        for (Payment payment : byPriority(mine.payments())) {
            PaymentGateway gateway = gateways.required(payment.gateway());
            GatewayAuthorizationRequest request = gatewayRequest(mine, payment, gateway);
            switch (gatewayAuthorization.authorize(gateway, request, resumed, lease)) {
                case GatewayAuthorization.Outcome.Responded(GatewayAuthorizationResponse response) -> {
                    processed.add(payment.with(recorded(payment, request, origin, response)));
                    switch (response) {
                        case GatewayAuthorizationResponse.Approved approved -> {}
                        case GatewayAuthorizationResponse.Pending pending -> {}
                        case GatewayAuthorizationResponse.Declined(var type, String message) -> {
                            return reverse(
                                    lease,
                                    resumed,
                                    processed,
                                    AuthorizationState.REFUSED,
                                    List.of(new Decline(payment.paymentId(), type, message)));
                        }
                        case GatewayAuthorizationResponse.Closed closed -> {
                            return reverse(lease, resumed, processed, AuthorizationState.UNAVAILABLE, List.of());
                        }
                    }
                }
                case GatewayAuthorization.Outcome.NeverReached() -> {
                    processed.add(payment.with(failed(payment, request, origin, FailureType.UNREACHABLE, null)));
                    return reverse(lease, resumed, processed, AuthorizationState.UNAVAILABLE, List.of());
                }
                case GatewayAuthorization.Outcome.Unknown() -> {
                    processed.add(payment);
                    return reverse(lease, resumed, processed, AuthorizationState.UNAVAILABLE, List.of());
                }
                case GatewayAuthorization.Outcome.FenceLost() -> {
                    Authorization late = lease.authorization();
                    return reversePayments.handleLate(late.withPayments(late.merged(processed)));
                }
            }
        }
        Authorization before = lease.authorization();
        Authorization held = before.authorized(before.merged(processed));
        return switch (screen(held)) {
            case ScreeningResult.Passed() -> finish(before, held, new AuthorizationOutcome.Authorized(held));
            case ScreeningResult.Refused(var refusals) ->
                reverse(lease, resumed, processed, AuthorizationState.REFUSED, refusals);
            case ScreeningResult.Unavailable() ->
                reverse(lease, resumed, processed, AuthorizationState.UNAVAILABLE, List.of());
        };
    }

    private static Transaction recorded(
            Payment payment,
            GatewayAuthorizationRequest request,
            Origin origin,
            GatewayAuthorizationResponse response) {
        return switch (response) {
            case GatewayAuthorizationResponse.Approved(boolean sale) ->
                Transaction.effective(
                        sale ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                        payment.reference(),
                        null,
                        origin,
                        payment.amount());
            case GatewayAuthorizationResponse.Pending() ->
                Transaction.effective(TransactionType.PENDING, payment.reference(), null, origin, payment.amount());
            case GatewayAuthorizationResponse.Declined(var type, var message) ->
                failed(payment, request, origin, FailureType.DECLINED, type);
            case GatewayAuthorizationResponse.Closed() -> failed(payment, request, origin, FailureType.CANCELLED, null);
        };
    }

    /**
     * Looks up and records the outcome of a dead node's calls, and authorizes nothing more. The checkout still runs, keeps its holds, and
     * sends its request again when it is resumed.
     */
    void lookUp(Authorization authorization) {
        Authorization mine = authorization.withLease(settings.newLease(clock.instant()));
        if (!authorizations.change(mine, List.of())) {
            return;
        }
        GatewayLease lease = new GatewayLease(authorizations, settings, clock, mine);
        Origin origin = new Origin(mine.requestId(), TransactionSource.RECOVERY, clock.instant());
        List<Payment> found = mine.payments().stream()
                .filter(payment -> payment.authorization().isEmpty())
                .flatMap(payment -> {
                    PaymentGateway gateway = gateways.required(payment.gateway());
                    GatewayAuthorizationRequest request = gatewayRequest(mine, payment, gateway);
                    return gatewayAuthorization
                            .find(gateway, request, lease)
                            .map(response -> payment.with(recorded(payment, request, origin, response)))
                            .stream();
                })
                .toList();
        Authorization before = lease.authorization();
        Instant now = clock.instant();
        Authorization known = before.withPayments(before.merged(found)).released(now);
        authorizations.change(known, statusChanges.between(before, known, now));
    }

    private GatewayAuthorizationRequest gatewayRequest(Authorization mine, Payment payment, PaymentGateway gateway) {
        return payment.authorizationRequest(
                mine.tenant(),
                mine.requestId(),
                action(payment, gateway.capabilities()),
                mine.requiredPurpose().orderNumber());
    }

    private sealed interface ScreeningResult {

        record Passed() implements ScreeningResult {}

        record Refused(List<Decline> refusals) implements ScreeningResult {}

        record Unavailable() implements ScreeningResult {}
    }

    private ScreeningResult screen(Authorization held) {
        try {
            List<Decline> refusals = screenings.stream()
                    .flatMap(screening ->
                            screening.refusals(held.tenant(), held.requiredPurpose(), held.payments()).stream())
                    .toList();
            return refusals.isEmpty() ? new ScreeningResult.Passed() : new ScreeningResult.Refused(refusals);
        } catch (RuntimeException failure) {
            log.warn("{} could not be screened and is reversed", held.id(), failure);
            return new ScreeningResult.Unavailable();
        }
    }

    private Action action(Payment payment, GatewayCapabilities capabilities) {
        if (capabilities.confirmation() && payment.type().equals(Payment.THIRD_PARTY_ACCOUNT)) {
            return Action.CONFIRM;
        }
        return settings.atCheckout() == PaymentAction.SALE && capabilities.saleAtCheckout()
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
            FailureType failure,
            @Nullable DeclineType declineType) {
        return Transaction.failed(
                request.sale() ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                payment.reference(),
                null,
                origin,
                payment.amount(),
                failure,
                declineType);
    }

    /** All or none: the decision to reverse is stored first, and then everything authorized so far is reversed at once (G3). */
    private AuthorizationOutcome reverse(
            GatewayLease lease,
            boolean resumed,
            List<Payment> processed,
            AuthorizationState end,
            List<Decline> declines) {
        Authorization mine = lease.authorization();
        List<Payment> known = mine.merged(processed);
        List<Payment> mayBeHeld = resumed ? known : processed;
        AuthorizationOutcome outcome = end == AuthorizationState.REFUSED
                ? new AuthorizationOutcome.Refused(declines)
                : new AuthorizationOutcome.Unavailable();
        if (mayBeHeld.stream().allMatch(Payment::holdsNothing)) {
            return finish(mine, mine.ended(known, end, declines), outcome);
        }
        Instant now = clock.instant();
        Authorization reversing = mine.reversing(known, end, declines, settings.newLease(now));
        // Guards against a node that has taken over in the meantime: only one of the two carries out its decision at
        // the gateways.
        if (!authorizations.change(reversing, statusChanges.between(mine, reversing, now))) {
            return reversePayments.handleLate(mine.withPayments(known));
        }
        reversePayments.finish(reversing, mayBeHeld, TransactionSource.CHECKOUT);
        return outcome;
    }

    private AuthorizationOutcome finish(Authorization mine, Authorization ended, AuthorizationOutcome outcome) {
        if (authorizations.change(ended, statusChanges.between(mine, ended, clock.instant()))) {
            return outcome;
        }
        return reversePayments.handleLate(mine.withPayments(ended.payments()));
    }
}
