package io.checkoutsuite.payment.messaging;

import io.checkoutsuite.messaging.Holding;
import io.checkoutsuite.messaging.Holdings;
import io.checkoutsuite.messaging.TimeRange;
import io.checkoutsuite.payment.authorization.Authorization;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.Purpose;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the money that is or may be held for checkout attempts, and the money of orders; one entry per attempt. */
@Component
@RequiredArgsConstructor
class PaymentHoldings implements Holdings {

    private final Authorizations authorizations;

    @Override
    public List<Holding> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return authorizations.holding(tenant, created, after, limit, PaymentHoldings::holding);
    }

    private static Holding holding(Authorization authorization) {
        Purpose purpose = authorization.requiredPurpose();
        return new Holding(
                authorization.requestId(),
                authorization.requestId(),
                purpose.cartId(),
                authorization.state().mayHold() ? "PAYMENT_HELD" : "PAYMENT_BOUND",
                authorization.createdAt(),
                purpose.total() + " " + authorization.state());
    }
}
