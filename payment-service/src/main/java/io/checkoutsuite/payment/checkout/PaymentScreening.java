package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.payment.authorization.DeclinedPayment;
import io.checkoutsuite.payment.authorization.PaymentPurpose;
import io.checkoutsuite.payment.payment.Payment;
import java.util.List;

/**
 * A check that a shop adds between authorization and order, such as fraud screening. If it refuses a payment, all payments of the attempt
 * are reversed at once. It may be called more than once for one attempt; if it throws, the attempt has no definite outcome.
 */
public interface PaymentScreening {

    /**
     * Returns the refused payments, each with a message for the buyer; empty if all payments pass.
     *
     * @param payments all payments of the attempt, each of them held, sold or pending
     */
    List<DeclinedPayment> refusals(String tenant, PaymentPurpose purpose, List<Payment> payments);
}
