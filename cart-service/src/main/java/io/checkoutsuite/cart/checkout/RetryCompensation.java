package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.Compensation;
import java.time.Clock;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Restarts the retries of a compensation, the first of them at once. */
@Service
@RequiredArgsConstructor
public class RetryCompensation {

    private static final int MAX_RACES = 5;

    private final Carts carts;
    private final Compensations compensations;
    private final Clock clock;

    /** What became of the request. */
    public sealed interface Result {}

    /** The retries were restarted. */
    public record Restarted(Compensations.Open restarted) implements Result {}

    /** There is no such checkout. */
    public record UnknownCheckout() implements Result {}

    /** Nothing is left to compensate. */
    public record NothingOpen() implements Result {}

    /** Another process writes the compensation right now. */
    public record BeingRetried() implements Result {}

    public Result retry(String tenant, String requestId) {
        for (int race = 0; race < MAX_RACES; race++) {
            Optional<Attempt> attempt =
                    carts.find(tenant, Cart.cartIdOf(requestId)).flatMap(cart -> cart.attempt(requestId));
            if (attempt.isEmpty()) {
                return new UnknownCheckout();
            }
            Optional<Compensations.Open> open = attempt.flatMap(found -> open(tenant, found));
            if (open.isEmpty()) {
                return new NothingOpen();
            }
            Compensation restarted = open.get().compensation().restarted(clock.instant());
            if (compensations.replace(open.get(), restarted, null)) {
                return new Restarted(open.get().with(restarted));
            }
        }
        return new BeingRetried();
    }

    private static Optional<Compensations.Open> open(String tenant, Attempt attempt) {
        return Optional.ofNullable(attempt.compensation())
                .filter(compensation -> compensation.state() != Compensation.State.DONE)
                .map(compensation -> new Compensations.Open(
                        tenant,
                        Cart.cartIdOf(attempt.requestId()),
                        attempt.requestId(),
                        attempt.orderNumber(),
                        compensation));
    }
}
