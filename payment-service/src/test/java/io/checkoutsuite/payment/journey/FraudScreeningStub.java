package io.checkoutsuite.payment.journey;

import io.checkoutsuite.payment.authorization.DeclinedPayment;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.checkout.PaymentScreening;
import io.checkoutsuite.payment.gateway.DeclineType;
import io.checkoutsuite.payment.payment.Payment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** A stub of a fraud check; tests configure which requests it refuses. */
@Component
public class FraudScreeningStub implements PaymentScreening {

    private final Set<String> suspected = ConcurrentHashMap.newKeySet();
    private final Set<String> unavailable = ConcurrentHashMap.newKeySet();

    public void suspect(String requestId) {
        suspected.add("c-" + requestId);
    }

    public void makeUnavailable(String requestId) {
        unavailable.add("c-" + requestId);
    }

    public void makeAvailable(String requestId) {
        unavailable.remove("c-" + requestId);
    }

    @Override
    public List<DeclinedPayment> refusals(String tenant, PaymentPurpose purpose, List<Payment> payments) {
        if (unavailable.contains(purpose.cartId())) {
            throw new IllegalStateException("The fraud check is unavailable");
        }
        return suspected.contains(purpose.cartId())
                ? List.of(new DeclinedPayment(
                        payments.getLast().paymentId(), DeclineType.HARD, "The payment method is not accepted"))
                : List.of();
    }
}
