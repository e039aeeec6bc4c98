package io.checkoutsuite.payment.authorization;

/** Where means of payment go that their customers want to keep for later. */
public interface KeptMeans {

    /** Keeps it, once per customer and token. */
    void keep(String tenant, String customerId, Payment payment);
}
