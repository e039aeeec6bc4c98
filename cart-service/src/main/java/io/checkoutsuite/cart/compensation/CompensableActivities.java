package io.checkoutsuite.cart.compensation;

import java.util.Optional;

/** The activities that attempts may have run, including those that no longer belong to a checkout. */
@FunctionalInterface
public interface CompensableActivities {

    Optional<? extends Compensable> reversible(String name);
}
