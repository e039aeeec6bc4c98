package io.checkoutsuite.specimen.benchmarks.floor;

import io.checkoutsuite.cart.CartApplication;
import org.springframework.core.retry.RetryTemplate;

/** Breaks the rules that the floor uses no framework and that nothing is known of the services. */
public class FloorWithFramework {

    RetryTemplate retries;
    CartApplication service;
}
