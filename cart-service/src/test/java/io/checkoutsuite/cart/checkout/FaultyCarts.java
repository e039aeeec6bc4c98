package io.checkoutsuite.cart.checkout;

import io.checkoutsuite.cart.cart.ActivityFailure;
import io.checkoutsuite.cart.cart.Attempt;
import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.CartContent;
import io.checkoutsuite.cart.cart.Carts;
import io.checkoutsuite.cart.cart.ClaimedCart;
import io.checkoutsuite.cart.cart.IdempotentResponse;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Delegates to the real store. Tests override single methods to simulate failures. */
class FaultyCarts implements Carts {

    private final Carts real;

    FaultyCarts(Carts real) {
        this.real = real;
    }

    @Override
    public Optional<Cart> find(String tenant, String cartId) {
        return real.find(tenant, cartId);
    }

    @Override
    public boolean open(Cart cart) {
        return real.open(cart);
    }

    @Override
    public boolean change(Cart seen, CartContent content, @Nullable IdempotentResponse response) {
        return real.change(seen, content, response);
    }

    @Override
    public void recordPricedAt(Cart seen, Instant at) {
        real.recordPricedAt(seen, at);
    }

    @Override
    public boolean claim(Cart seen, ClaimedCart claimed) {
        return real.claim(seen, claimed);
    }

    @Override
    public boolean renew(ClaimedCart running, Instant leaseUntil) {
        return real.renew(running, leaseUntil);
    }

    @Override
    public Optional<ClaimedCart> takeOver(ClaimedCart interrupted, Instant now, Instant leaseUntil) {
        return real.takeOver(interrupted, now, leaseUntil);
    }

    @Override
    public boolean beginRollback(ClaimedCart running, Attempt.RollingBack failed) {
        return real.beginRollback(running, failed);
    }

    @Override
    public Optional<List<OutboxEntry>> decide(ClaimedCart running, Cart decided, OutboxEntry event) {
        return real.decide(running, decided, event);
    }

    @Override
    public void recordFailure(String tenant, String requestId, ActivityFailure failure) {
        real.recordFailure(tenant, requestId, failure);
    }

    @Override
    public List<Key> withExpiredLease(Instant now, @Nullable Key after, int limit) {
        return real.withExpiredLease(now, after, limit);
    }

    @Override
    public boolean suspend(ClaimedCart running, ClaimedCart waiting) {
        return real.suspend(running, waiting);
    }
}
