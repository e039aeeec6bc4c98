package io.checkoutsuite.payment.simulator;

import io.checkoutsuite.money.Money;
import io.checkoutsuite.payment.gateway.AuthorizationAnswer;
import io.checkoutsuite.payment.gateway.AuthorizationOrder;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.gateway.FollowUpAnswer;
import io.checkoutsuite.payment.gateway.GatewayCapabilities;
import io.checkoutsuite.payment.gateway.GatewayReference;
import io.checkoutsuite.payment.gateway.GatewayTimeout;
import io.checkoutsuite.payment.gateway.GatewayUnreachable;
import io.checkoutsuite.payment.gateway.PaymentGateway;
import io.checkoutsuite.payment.gateway.ReversalAnswer;
import io.checkoutsuite.payment.gateway.Token;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** A gateway for development, demonstrations and tests. The token determines how it behaves. */
@Component
@OnlyWithSimulator
@RequiredArgsConstructor
public class SimulatorGateway implements PaymentGateway {

    public static final String NAME = "simulator";

    private final SimulatorHolds holds;
    private final SimulatorSettings settings;
    private final Clock clock;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GatewayCapabilities capabilities() {
        return new GatewayCapabilities(settings.priority(), true, true, true);
    }

    @Override
    public Duration timeout() {
        return Stream.of(settings.slowFor(), settings.noAnswerAfter())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public boolean accepts(Token token) {
        return SimulatorToken.of(token).isPresent();
    }

    @Override
    public AuthorizationAnswer authorize(AuthorizationOrder order) {
        return switch (SimulatorToken.of(order.token()).orElse(SimulatorToken.TOK_DECLINE_HARD)) {
            case TOK_APPROVE -> hold(order);
            case TOK_DECLINE_HARD -> decline(order, DeclineType.HARD, "The payment method was declined");
            case TOK_DECLINE_SOFT -> decline(order, DeclineType.SOFT, "The payment method was declined for now");
            case TOK_SLOW -> {
                pass(settings.slowFor());
                yield hold(order);
            }
            case TOK_TIMEOUT_BEFORE -> throw unanswered();
            case TOK_TIMEOUT_AFTER -> {
                hold(order);
                throw unanswered();
            }
            case TOK_DOWN -> throw new GatewayUnreachable(NAME);
            // Challenges and delayed results are not supported yet, so these tokens are declined.
            case TOK_3DS -> decline(order, DeclineType.SOFT, "The payment method needs the buyer's confirmation");
            case TOK_PENDING -> decline(order, DeclineType.SOFT, "The payment method needs time to be confirmed");
        };
    }

    /** Each token has the same effect as in an authorization. */
    @Override
    public AuthorizationAnswer confirm(AuthorizationOrder order) {
        return authorize(order);
    }

    private AuthorizationAnswer hold(AuthorizationOrder order) {
        return holds.authorize(SimulatorHold.held(order, clock.instant())).answer();
    }

    private AuthorizationAnswer decline(AuthorizationOrder order, DeclineType type, String message) {
        return holds.authorize(SimulatorHold.declined(order, type, message, clock.instant()))
                .answer();
    }

    private GatewayTimeout unanswered() {
        pass(settings.noAnswerAfter());
        return new GatewayTimeout(NAME);
    }

    private static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new GatewayTimeout(NAME);
        }
    }

    @Override
    public Optional<AuthorizationAnswer> lookUp(GatewayReference reference) {
        return holds.find(reference).map(SimulatorHold::answer);
    }

    @Override
    public ReversalAnswer reverse(GatewayReference reference) {
        SimulatorHold closed = holds.reverse(SimulatorHold.cancelled(reference, clock.instant()));
        return switch (closed.state()) {
            case REVERSED ->
                new ReversalAnswer.Reversed(
                        new Money(
                                closed.sale()
                                        ? closed.amount()
                                        : closed.amount().subtract(closed.captured()),
                                Currency.getInstance(Objects.requireNonNull(closed.currency()))),
                        closed.sale());
            case CANCELLED, DECLINED -> new ReversalAnswer.NothingHeld();
            case HELD -> new ReversalAnswer.Refused("The payment was already refunded");
        };
    }

    @Override
    public FollowUpAnswer capture(GatewayReference reference, String captureReference, Money amount) {
        return holds.capture(reference, SimulatorHold.Move.done(captureReference, amount.amount()))
                ? new FollowUpAnswer.Done()
                : answered(reference, captureReference, amount);
    }

    @Override
    public FollowUpAnswer refund(GatewayReference reference, String refundReference, Money amount) {
        SimulatorHold.Move move = SimulatorHold.Move.done(refundReference, amount.amount());
        while (true) {
            Optional<SimulatorHold> known = holds.find(reference);
            if (known.isEmpty() || known.get().move(refundReference).isPresent() || !covers(known.get(), amount)) {
                return answered(reference, refundReference, amount);
            }
            if (holds.refund(reference, move, known.get().refunded())) {
                return new FollowUpAnswer.Done();
            }
        }
    }

    private static boolean covers(SimulatorHold hold, Money amount) {
        BigDecimal refundable = hold.captured().subtract(hold.refunded());
        return hold.state() == SimulatorHold.State.HELD && refundable.compareTo(amount.amount()) >= 0;
    }

    /** Returns the earlier response for this reference. A refusal is stored, so that the response never changes. */
    private FollowUpAnswer answered(GatewayReference reference, String moveReference, Money amount) {
        holds.refuse(reference, SimulatorHold.Move.refused(moveReference, amount.amount()));
        return holds.find(reference)
                        .flatMap(hold -> hold.move(moveReference))
                        .filter(SimulatorHold.Move::tookEffect)
                        .isPresent()
                ? new FollowUpAnswer.Done()
                : new FollowUpAnswer.Refused("The amount is not available");
    }
}
