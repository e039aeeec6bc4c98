package io.checkoutsuite.payment.checkout;

import io.checkoutsuite.payment.payment.Payment;

/** Saves payment methods that customers want to reuse. */
public interface PaymentMethodVault {

    /** Saves it, once per customer and token. */
    void save(String tenant, String customerId, Payment payment);
}
