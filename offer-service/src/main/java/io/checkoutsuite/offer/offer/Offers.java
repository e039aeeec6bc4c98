package io.checkoutsuite.offer.offer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The offers of all tenants. */
public interface Offers {

    Optional<Offer> find(String tenant, String id);

    /** Returns the existing ones, in no particular order. */
    List<Offer> findAll(String tenant, Collection<String> ids);

    /** Returns the offers that apply without a code, as they were a few seconds ago at most. */
    List<Offer> automatic(String tenant);

    /** Returns offers in order of their ids, after the given one, which may be empty. */
    List<Offer> page(String tenant, String after, int limit);

    /** Creates or replaces offers. The last one in the list with the same id wins; a later write gets a higher revision. */
    void putAll(List<Offer> offers);

    /** Returns false if there is no such offer. */
    boolean remove(String tenant, String id);
}
