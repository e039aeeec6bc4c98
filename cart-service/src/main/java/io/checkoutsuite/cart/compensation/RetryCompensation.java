package io.checkoutsuite.cart.compensation;

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
    public record Restarted(Compensations.Stored<Compensation.Pending> restarted) implements Result {}

    /** There is no such checkout. */
    public record UnknownCheckout() implements Result {}

    /** Nothing is left to compensate. */
    public record NothingOpen() implements Result {}

    /** Another process writes the compensation right now. */
    public record BeingRetried() implements Result {}

    public Result retry(String tenant, String requestId) {
        for (int race = 0; race < MAX_RACES; race++) {
            Optional<Cart> cart = carts.find(tenant, Cart.cartIdOf(requestId))
                    .filter(found -> found.attempt(requestId).isPresent());
            if (cart.isEmpty()) {
                return new UnknownCheckout();
            }
            Optional<Compensations.Stored<Compensation.Open>> open =
                    Compensations.Stored.of(cart.get(), requestId).flatMap(Compensations.Stored::open);
            if (open.isEmpty()) {
                return new NothingOpen();
            }
            Compensation.Pending restarted = open.get().compensation().restart(clock.instant());
            if (compensations.replace(open.get(), restarted, null)) {
                return new Restarted(open.get().with(restarted));
            }
        }
        return new BeingRetried();
    }
}
