package io.checkoutsuite.cart.checkout;

/**
 * Order numbers, never the same twice within a tenant.
 *
 * <p>Each process takes them from the counter in blocks, so numbers may be left out when a process ends, and are not in the order of time
 * across processes (feature row W11, after Elastic Path's order numbers).
 */
public interface OrderNumbers {

    String next(String tenant);
}
