package io.checkoutsuite.cart.history;

import io.checkoutsuite.cart.cart.Cart;
import io.checkoutsuite.cart.cart.FailureType;
import io.checkoutsuite.events.CheckoutRollback;
import io.checkoutsuite.events.ContextInfo;
import io.checkoutsuite.messaging.EventCodec;
import io.checkoutsuite.messaging.OutboxEntry;
import java.time.Instant;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Creates the rollbacks of attempts that no cart contains: they release what is held for a checkout that can never be decided. */
@Component
@RequiredArgsConstructor
class OrphanRollbacks {

    private static final String NO_NUMBER = "none";

    private final EventCodec codec;

    OutboxEntry rollback(String tenant, String requestId, Instant at) {
        return codec.entry(new CheckoutRollback(
                requestId,
                Cart.cartIdOf(requestId),
                NO_NUMBER,
                FailureType.CHECKOUT_ABANDONED.name(),
                "No cart contains this checkout",
                null,
                null,
                ContextInfo.of(tenant),
                at));
    }
}
