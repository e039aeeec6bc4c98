package io.checkoutsuite.payment.authorization;

/** Saves payment methods that customers want to reuse. */
public interface KeptMeans {

    /** Saves it, once per customer and token. */
    void keep(String tenant, String customerId, Payment payment);
}
