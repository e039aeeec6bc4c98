package io.checkoutsuite.offer.offer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The codes of all tenants. */
public interface Codes {

    Optional<Code> find(String tenant, String code);

    /** Returns the existing ones, in no particular order. */
    List<Code> findAll(String tenant, Collection<String> codes);

    /** Returns codes in alphabetical order, after the given one, which may be empty. */
    List<Code> page(String tenant, String after, int limit);

    /** Creates or replaces codes. The last one in the list with the same code wins; a later write gets a higher revision. */
    void putAll(List<Code> codes);
}
