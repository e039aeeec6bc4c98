package io.checkoutsuite.offer.offer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All offers. */
public interface Offers {

    Optional<Offer> find(String tenant, String id);

    /** Those that exist, in no particular order. */
    List<Offer> findAll(String tenant, Collection<String> ids);

    /** Those that apply without a code. */
    List<Offer> automatic(String tenant);

    /** In order of their ids, after the given one, which may be empty. */
    List<Offer> page(String tenant, String after, int limit);

    /** Creates or replaces; the later word on an offer wins, and gets the higher revision. */
    void putAll(List<Offer> offers);

    /** False if there was none. */
    boolean remove(String tenant, String id);
}
