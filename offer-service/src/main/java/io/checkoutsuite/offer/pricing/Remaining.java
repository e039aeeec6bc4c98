package io.checkoutsuite.offer.pricing;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows which offers and codes have been used as often as they may. */
@FunctionalInterface
public interface Remaining {

    /**
     * Those of the given that cannot be used once more. Only a forecast: whoever comes first may take the last use at checkout.
     *
     * @param customerKey who wants to; null while that is not known, when limits per customer are not looked at
     */
    Set<OpenedOffer> exhausted(Collection<OpenedOffer> offers, @Nullable String customerKey);
}
