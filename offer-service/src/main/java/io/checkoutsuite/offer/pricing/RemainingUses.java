package io.checkoutsuite.offer.pricing;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Determines which offers and codes have reached their limit of uses. */
@FunctionalInterface
public interface RemainingUses {

    /**
     * Returns the offers that cannot be used again. This is only a forecast: another checkout may reserve the last use first.
     *
     * @param customerKey the customer; null if unknown, in which case limits per customer are ignored
     */
    Set<EligibleOffer> exhausted(Collection<EligibleOffer> offers, @Nullable String customerKey);
}
