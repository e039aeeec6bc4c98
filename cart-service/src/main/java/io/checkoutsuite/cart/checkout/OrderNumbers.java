package io.checkoutsuite.cart.checkout;

/**
 * Issues order numbers, each only once per tenant.
 *
 * <p>Each process draws blocks of numbers from the counter. Numbers may be skipped when a process ends, and are not in chronological order across
 * processes. Elastic Path's order numbers work the same way.
 */
public interface OrderNumbers {

    String next(String tenant);
}
