package io.checkoutsuite.benchmarks.load;

import io.checkoutsuite.stack.client.SuiteClient;
import java.util.List;

/** A shop and what its buyers put into their carts. */
public interface Workload extends CartMix {

    /** Imports products and stock. */
    void open(SuiteClient client);

    /** How many lines the carts have; each number is as frequent as the others. */
    List<Integer> lines();

    /** What is bought, in a few words. */
    String describe();
}
