package io.checkoutsuite.payment.messaging;

import io.checkoutsuite.messaging.preview.HeldResource;
import io.checkoutsuite.messaging.preview.HeldResources;
import io.checkoutsuite.messaging.preview.TimeRange;
import io.checkoutsuite.payment.authorization.Authorizations;
import io.checkoutsuite.payment.authorization.BegunAuthorization;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the money that is or may be held for checkout attempts, and the money of orders; one entry per attempt. */
@Component
@RequiredArgsConstructor
class PaymentHeldResources implements HeldResources {

    private final Authorizations authorizations;

    @Override
    public List<HeldResource> page(String tenant, @Nullable TimeRange created, String after, int limit) {
        return authorizations.holding(tenant, created, after, limit, PaymentHeldResources::heldResource);
    }

    private static HeldResource heldResource(BegunAuthorization authorization) {
        PaymentPurpose purpose = authorization.purpose();
        return new HeldResource(
                authorization.requestId(),
                authorization.requestId(),
                purpose.cartId(),
                authorization.state().mayHold() ? "PAYMENT_HELD" : "PAYMENT_BOUND",
                authorization.createdAt(),
                purpose.total() + " " + authorization.state());
    }
}
