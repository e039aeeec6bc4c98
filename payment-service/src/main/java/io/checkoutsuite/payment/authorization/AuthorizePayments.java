package io.checkoutsuite.payment.authorization;

import io.checkoutsuite.payment.authorization.PaymentSettings.AtCheckout;
import io.checkoutsuite.payment.authorization.Transaction.Occasion;
import io.checkoutsuite.payment.gateway.AuthorizationAnswer;
import io.checkoutsuite.payment.gateway.AuthorizationOrder;
import io.checkoutsuite.payment.gateway.AuthorizationOrder.Way;
import io.checkoutsuite.payment.gateway.DeclineType;
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

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Authorizations authorizations;
    private final Gateways gateways;
    private final GatewayDialogue dialogue;
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
    public AuthorizationOutcome authorize(String tenant, String requestId, Purpose purpose, List<Intent> intents) {
        Instant now = clock.instant();
        Authorization first = Authorization.begun(tenant, requestId, purpose, intents, settings.claim(now), now);
        if (authorizations.begin(first)) {
            return run(first, false);
        }
        Instant patienceEnds = now.plus(settings.patience());
        while (true) {
            Authorization known = authorizations
                    .of(tenant, requestId)
                    .orElseThrow(() -> new IllegalStateException(first.id() + " no longer exists"));
            if (known.purpose() == null) {
                return new AuthorizationOutcome.Closed();
            }
            if (!known.isFor(purpose, intents)) {
                return new AuthorizationOutcome.OtherPayments();
            }
            switch (goOn(known)) {
                case Next.Is(AuthorizationOutcome outcome) -> {
                    return outcome;
                }
                case Next.LookAgain() -> {
                    if (clock.instant().isAfter(patienceEnds)) {
                        return new AuthorizationOutcome.InProgress();
                    }
                    Pauses.pause(BETWEEN_LOOKS);
                }
            }
        }
    }

    private sealed interface Next {

        record Is(AuthorizationOutcome outcome) implements Next {}

        record LookAgain() implements Next {}
    }

    private Next goOn(Authorization known) {
        return switch (known.state()) {
            case AUTHORIZED, BOUND -> new Next.Is(new AuthorizationOutcome.Authorized(known));
            case REFUSED -> new Next.Is(new AuthorizationOutcome.Refused(known.declines()));
            case REVERSED -> new Next.Is(new AuthorizationOutcome.Closed());
            case REVERSING, REVERSAL_FAILED -> new Next.Is(answerAfter(known));
            case UNAVAILABLE -> tryAgain(known);
            case RUNNING -> takeOver(known);
        };
    }

    private static AuthorizationOutcome answerAfter(Authorization reversing) {
        return switch (reversing.then()) {
            case REFUSED -> new AuthorizationOutcome.Refused(reversing.declines());
            case UNAVAILABLE -> new AuthorizationOutcome.Unavailable();
            case null, default -> new AuthorizationOutcome.Closed();
        };
    }

    private Next tryAgain(Authorization unavailable) {
        if (!unavailable.mayTryAgain()) {
            return new Next.Is(new AuthorizationOutcome.Unavailable());
        }
        Authorization mine = unavailable.restarted(settings.claim(clock.instant()));
        return authorizations.change(mine, List.of()) ? new Next.Is(run(mine, false)) : new Next.LookAgain();
    }

    private Next takeOver(Authorization running) {
        Instant now = clock.instant();
        if (!running.isFree(now)) {
            return new Next.LookAgain();
        }
        Authorization mine = running.claimed(settings.claim(now));
        if (!authorizations.change(mine, List.of())) {
            return new Next.LookAgain();
        }
        log.info("{} was left unfinished; its outcome is looked up at the gateways", mine.id());
        return new Next.Is(run(mine, true));
    }

    /** @param resumed whether an earlier process may have called gateways for these references */
    private AuthorizationOutcome run(Authorization mine, boolean resumed) {
        GatewayLease lease = new GatewayLease(authorizations, settings, clock, mine);
        Occasion occasion = new Occasion(mine.requestId(), TransactionSource.CHECKOUT, clock.instant());
        List<Payment> told = new ArrayList<>();
        for (Payment payment : byPriority(mine.payments())) {
            PaymentGateway gateway = gateways.required(payment.gateway());
            AuthorizationOrder order = order(mine, payment, gateway);
            switch (dialogue.authorize(gateway, order, resumed, lease)) {
                case GatewayDialogue.Verdict.Answered(AuthorizationAnswer answer) -> {
                    told.add(payment.with(recorded(payment, order, occasion, answer)));
                    switch (answer) {
                        case AuthorizationAnswer.Approved approved -> {}
                        case AuthorizationAnswer.Pending pending -> {}
                        case AuthorizationAnswer.Declined(var type, String message) -> {
                            return give(
                                    lease,
                                    resumed,
                                    told,
                                    State.REFUSED,
                                    List.of(new Decline(payment.paymentId(), type, message)));
                        }
                        case AuthorizationAnswer.Closed closed -> {
                            return give(lease, resumed, told, State.UNAVAILABLE, List.of());
                        }
                    }
                }
                case GatewayDialogue.Verdict.NeverReached() -> {
                    told.add(payment.with(failed(payment, order, occasion, FailureType.UNREACHABLE, null)));
                    return give(lease, resumed, told, State.UNAVAILABLE, List.of());
                }
                case GatewayDialogue.Verdict.Unknown() -> {
                    told.add(payment);
                    return give(lease, resumed, told, State.UNAVAILABLE, List.of());
                }
                case GatewayDialogue.Verdict.FenceLost() -> {
                    Authorization late = lease.authorization();
                    return reversePayments.comeTooLate(late.withPayments(late.merged(told)));
                }
            }
        }
        Authorization before = lease.authorization();
        Authorization held = before.authorized(before.merged(told));
        return switch (screened(held)) {
            case Screened.Passed() -> settle(before, held, new AuthorizationOutcome.Authorized(held));
            case Screened.Refused(var refusals) -> give(lease, resumed, told, State.REFUSED, refusals);
            case Screened.NoAnswer() -> give(lease, resumed, told, State.UNAVAILABLE, List.of());
        };
    }

    private static Transaction recorded(
            Payment payment, AuthorizationOrder order, Occasion occasion, AuthorizationAnswer answer) {
        return switch (answer) {
            case AuthorizationAnswer.Approved(boolean sale) ->
                Transaction.effective(
                        sale ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                        payment.reference(),
                        null,
                        occasion,
                        payment.amount());
            case AuthorizationAnswer.Pending() ->
                Transaction.effective(TransactionType.PENDING, payment.reference(), null, occasion, payment.amount());
            case AuthorizationAnswer.Declined(var type, var message) ->
                failed(payment, order, occasion, FailureType.DECLINED, type);
            case AuthorizationAnswer.Closed() -> failed(payment, order, occasion, FailureType.CANCELLED, null);
        };
    }

    /**
     * Looks up and records the outcome of a dead node's calls, and authorizes nothing more. The checkout still runs, keeps its holds, and
     * sends its request again when it is resumed.
     */
    void lookUp(Authorization left) {
        Authorization mine = left.claimed(settings.claim(clock.instant()));
        if (!authorizations.change(mine, List.of())) {
            return;
        }
        GatewayLease lease = new GatewayLease(authorizations, settings, clock, mine);
        Occasion occasion = new Occasion(mine.requestId(), TransactionSource.RECOVERY, clock.instant());
        List<Payment> found = mine.payments().stream()
                .filter(payment -> payment.authorization().isEmpty())
                .flatMap(payment -> {
                    PaymentGateway gateway = gateways.required(payment.gateway());
                    AuthorizationOrder order = order(mine, payment, gateway);
                    return dialogue
                            .known(gateway, order, lease)
                            .map(answer -> payment.with(recorded(payment, order, occasion, answer)))
                            .stream();
                })
                .toList();
        Authorization before = lease.authorization();
        Instant now = clock.instant();
        Authorization known = before.withPayments(before.merged(found)).free(now);
        authorizations.change(known, statusChanges.between(before, known, now));
    }

    private AuthorizationOrder order(Authorization mine, Payment payment, PaymentGateway gateway) {
        return payment.order(
                mine.tenant(),
                mine.requestId(),
                way(payment, gateway.capabilities()),
                mine.requiredPurpose().orderNumber());
    }

    private sealed interface Screened {

        record Passed() implements Screened {}

        record Refused(List<Decline> refusals) implements Screened {}

        record NoAnswer() implements Screened {}
    }

    private Screened screened(Authorization held) {
        try {
            List<Decline> refusals = screenings.stream()
                    .flatMap(screening ->
                            screening.refusals(held.tenant(), held.requiredPurpose(), held.payments()).stream())
                    .toList();
            return refusals.isEmpty() ? new Screened.Passed() : new Screened.Refused(refusals);
        } catch (RuntimeException trouble) {
            log.warn("{} could not be screened and is reversed", held.id(), trouble);
            return new Screened.NoAnswer();
        }
    }

    private Way way(Payment payment, GatewayCapabilities able) {
        if (able.confirmation() && payment.type().equals(Payment.THIRD_PARTY_ACCOUNT)) {
            return Way.CONFIRM;
        }
        return settings.atCheckout() == AtCheckout.SALE && able.saleAtCheckout() ? Way.SALE : Way.AUTHORIZE;
    }

    private List<Payment> byPriority(List<Payment> payments) {
        return payments.stream()
                .sorted(Comparator.comparingInt(payment ->
                        gateways.required(payment.gateway()).capabilities().priority()))
                .toList();
    }

    private static Transaction failed(
            Payment payment,
            AuthorizationOrder order,
            Occasion occasion,
            FailureType failure,
            @Nullable DeclineType declineType) {
        return Transaction.failed(
                order.sale() ? TransactionType.AUTHORIZE_AND_CAPTURE : TransactionType.AUTHORIZE,
                payment.reference(),
                null,
                occasion,
                payment.amount(),
                failure,
                declineType);
    }

    /** All or none: the decision to reverse is stored first, and then everything authorized so far is reversed at once (G3). */
    private AuthorizationOutcome give(
            GatewayLease lease, boolean resumed, List<Payment> told, State end, List<Decline> declines) {
        Authorization mine = lease.authorization();
        List<Payment> known = mine.merged(told);
        List<Payment> mayBeHeld = resumed ? known : told;
        AuthorizationOutcome outcome = end == State.REFUSED
                ? new AuthorizationOutcome.Refused(declines)
                : new AuthorizationOutcome.Unavailable();
        if (mayBeHeld.stream().allMatch(Payment::holdsNothing)) {
            return settle(mine, mine.ended(known, end, declines), outcome);
        }
        Instant now = clock.instant();
        Authorization reversing = mine.givingBack(known, end, declines, settings.claim(now));
        // Guards against a node that has taken over in the meantime: only one of the two carries out its decision at
        // the gateways.
        if (!authorizations.change(reversing, statusChanges.between(mine, reversing, now))) {
            return reversePayments.comeTooLate(mine.withPayments(known));
        }
        reversePayments.finish(reversing, mayBeHeld, TransactionSource.CHECKOUT);
        return outcome;
    }

    private AuthorizationOutcome settle(Authorization mine, Authorization ended, AuthorizationOutcome outcome) {
        if (authorizations.change(ended, statusChanges.between(mine, ended, clock.instant()))) {
            return outcome;
        }
        return reversePayments.comeTooLate(mine.withPayments(ended.payments()));
    }
}
